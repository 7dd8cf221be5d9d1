using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;

namespace KotaCerdas.Demo;

/// <summary>
/// The demo as a background operation. A server that goes on serving has it played by a process of its own
/// (<see cref="DemoProcess"/>): years in a minute leave behind code and memory that serving never needs.
/// </summary>
internal sealed class PlayDemo(IConfiguration configuration, DemoPlay play, DemoProcess process) : IOperation<DemoSeason>
{
    /// <summary>Setting that has the demo played in a process of its own; <c>serve --demo</c> sets it.</summary>
    public const string ApartSetting = "Demo:Apart";

    public static readonly OperationKind<DemoSeason> Kind =
        OperationKind.For<PlayDemo, DemoSeason>("host.demo", "Host.Demo.Operation", PlatformModule.ManageOperations, page: _ => "/");

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DemoSeason input, CancellationToken cancel)
    {
        var progress = new Told(context);
        var played = configuration.GetValue<bool>(ApartSetting)
            ? await process.RunAsync(input, progress, cancel)
            : await play.RunAsync(input, progress, cancel);

        // Years in a minute leave much behind, here the logs that grow with them; a small server gets the memory back at once.
        QuietMemory.GiveBack();
        return played.Match<Outcome<OperationResult>>(
            f => new OperationResult("Host.Demo.Done", "/", f.Invited, f.Submitted, f.Assessors, f.Selected), problems => problems[0]);
    }

    private sealed class Told(OperationContext context) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => context.Report(value.Done, value.Total, value.MessageKey, [.. value.Args]);
    }
}
