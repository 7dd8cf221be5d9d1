using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Features.Setup;

/// <summary>Something that an installation needs before people can work with it.</summary>
/// <param name="Name">Names its texts: what it is, and what to do.</param>
/// <param name="Done">Whether it is there.</param>
/// <param name="Href">The page on which it is done; null where a setting does it.</param>
internal sealed record SetupStep(string Name, bool Done, string? Href);

/// <summary>The settings without which something stays undone.</summary>
internal sealed record SetupSettings(IOptions<SiteOptions> Site, IOptions<SmtpOptions> Mail, IOptions<FileStoreOptions> Files);

/// <summary>What a new installation still lacks: the first page of its administrator.</summary>
[Needs(PlatformModule.ReadSetupCode)]
internal sealed class SetupPage(
    InstrumentStore instruments, CalendarStore calendars, IPeopleQueries people, TimeProvider clock, SetupSettings settings) : ProductPage
{
    private static readonly string[] FirstRoles = ["ministry-officer", "region-administrator"];

    /// <summary>In the order in which they are best done.</summary>
    public IReadOnlyList<SetupStep> Steps { get; private set; } = [];

    public int Open => Steps.Count(s => !s.Done);

    /// <summary>The year of the working-day calendar that is needed next.</summary>
    public int Year { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var today = RegionZone.WIB.DateAt(clock.GetUtcNow());
        var years = (await calendars.LoadAsync(cancel)).Years.ToHashSet();

        // Clocks of sixty working days reach into the next year from September on.
        var needed = Enumerable.Range(today.Year, today.Month >= 9 ? 2 : 1).ToList();
        Year = needed.Find(y => !years.Contains(y)) is > 0 and var missing ? missing : needed[^1];
        Steps =
        [
            new("Address", settings.Site.Value.Address.Length > 0, null), new("Mail", settings.Mail.Value.SendsLinks, null),
            new("Scanner", settings.Files.Value.Clamd.Length > 0, null),
            new("Calendar", needed.TrueForAll(years.Contains), "/kalender/impor"),
            new("Instruments", (await instruments.ListAsync(cancel)).Any(i => i.State == InstrumentState.Published), "/instrumen"),
            new("People", await AnyoneAsync(cancel), "/orang/undang"),
        ];
    }

    private async Task<bool> AnyoneAsync(CancellationToken cancel)
    {
        foreach (var role in FirstRoles)
        {
            if ((await people.HoldersAsync(role, RegionScope.National("first people of an installation"), cancel)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
