using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What everything that a phone sends has in common: its photograph, its instant, its content in one form.</summary>
internal sealed class FieldPost(RegisterDesk desk, FileStore files)
{
    private const int MostDaysAgo = 60;

    /// <summary>Keeps the photograph, if there is one.</summary>
    public async Task<Outcome<StoredFile?>> PhotoAsync(RegionCode code, (Stream Content, string Name)? photo, CancellationToken cancel)
    {
        if (photo is not { } given)
        {
            return Outcome.Of<StoredFile?>(null);
        }

        var taken = await files.TakeAsync(desk.Actor, code, given.Content, given.Name, cancel);
        if (taken.Failed)
        {
            return taken.Problem.On("photo");
        }

        return taken.Value.File.MediaType.StartsWith("image/", StringComparison.Ordinal)
            ? Outcome.Of<StoredFile?>(taken.Value.File) : new Problem("Revenue.Survey.NotAPhoto", "photo");
    }

    /// <summary>The instant that the phone says, where it can be true; else now.</summary>
    public DateTime When(DateTimeOffset? at) =>
        at is { } said && said.UtcDateTime <= desk.Now && said.UtcDateTime >= desk.Now.AddDays(-MostDaysAgo)
            ? DateTime.SpecifyKind(new(said.UtcTicks - (said.UtcTicks % TimeSpan.TicksPerMicrosecond)), DateTimeKind.Utc) : desk.Now;

    /// <summary>Fields in the order of their names, so that the same content is the same text.</summary>
    public static string Json(IReadOnlyDictionary<string, string> facts) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal));
}
