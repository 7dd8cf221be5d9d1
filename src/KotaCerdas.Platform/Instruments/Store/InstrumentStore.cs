using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Instruments;

/// <summary>
/// Versions of instruments. Load a draft, try it out, publish it: after that it never changes, and the country's calls and evaluations name
/// it by code and version.
/// </summary>
public sealed class InstrumentStore(KotaDb db, Trail trail, TimeProvider clock)
{
    /// <summary>Loading, trying out and publishing instruments.</summary>
    public static readonly Permission Manage = new("platform.instrument.manage");

    private const string RacedCode = "Platform.InstrumentStore.Raced";

    // Published versions never change and are few; drafts are compiled anew when their hash changes.
    private static readonly ConcurrentDictionary<string, InstrumentEngine> Engines = new(StringComparer.Ordinal);

    /// <summary>All versions, newest of each code first.</summary>
    public Task<List<InstrumentVersion>> ListAsync(CancellationToken cancel) =>
        db.Shared<InstrumentVersion>().AsNoTracking().OrderBy(i => i.Code).ThenByDescending(i => i.Version).ToListAsync(cancel);

    /// <summary>One version, or null.</summary>
    public Task<InstrumentVersion?> FindAsync(string code, int version, CancellationToken cancel) =>
        db.Shared<InstrumentVersion>().SingleOrDefaultAsync(i => i.Code == code && i.Version == version, cancel);

    /// <summary>The engine of a stored version, ready to compute.</summary>
    public static InstrumentEngine EngineOf(InstrumentVersion version) => Engines.GetOrAdd(
        version.Hash, static (_, definition) => InstrumentEngine.Compile(InstrumentJson.Read(definition)).Value, version.Definition);

    /// <summary>A published version's engine, or the problem that names what is missing.</summary>
    /// <param name="code">Instrument code.</param>
    /// <param name="version">Version.</param>
    /// <param name="day">Day on which it must be in force.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<InstrumentEngine>> InForceAsync(string code, int version, DateOnly day, CancellationToken cancel)
    {
        var found = await FindAsync(code, version, cancel);
        if (found is null || found.State != InstrumentState.Published)
        {
            return new Problem("Platform.InstrumentStore.NotPublished", null, code, version.ToString());
        }

        return found.IsInForce(day) ? EngineOf(found)
            : new Problem("Platform.InstrumentStore.NotInForce", null, code, version.ToString(), day);
    }

    /// <summary>Keeps a valid instrument as a draft; replaces a draft of the same version, never a published one.</summary>
    public async Task<Outcome<InstrumentVersion>> LoadDraftAsync(Actor actor, InstrumentEngine engine, CancellationToken cancel)
    {
        if (actor.Refuse(Manage, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var instrument = engine.Instrument;
        var existing = await FindAsync(instrument.Code, instrument.Version, cancel);
        if (existing?.State == InstrumentState.Published)
        {
            return new Problem("Platform.InstrumentStore.AlreadyPublished", null, instrument.Code, instrument.Version.ToString());
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var version = existing ?? db.Add(Empty(instrument)).Entity;
        version.Kind = instrument.Kind;
        (version.TitleId, version.TitleEn) = (instrument.Title.Id, instrument.Title.En);
        (version.ValidFrom, version.ValidTo) = (instrument.ValidFrom, instrument.ValidTo);
        (version.Hash, version.Definition) = (InstrumentJson.Hash(instrument), InstrumentJson.Write(instrument));
        (version.LoadedAt, version.LoadedBy) = (clock.GetUtcNow().UtcDateTime, actor.Name);
        Note(actor, "Platform.InstrumentStore.Trail.Loaded", version);
        return await write.TryCommitAsync(Raced(version), cancel) is { } raced ? raced : version;
    }

    /// <summary>
    /// Computes a draft or published version with sample answers and remembers that this content was tried out. A draft is tried only with
    /// all answers it needs; each that is missing is named.
    /// </summary>
    public async Task<Outcome<Evaluation>> TryOutAsync(
        Actor actor, string code, int version, IReadOnlyDictionary<string, Value> answers, CancellationToken cancel)
    {
        if (actor.Refuse(Manage, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var found = await FindAsync(code, version, cancel);
        if (found is null)
        {
            return new Problem("Platform.InstrumentStore.Unknown", null, code, version.ToString());
        }

        var engine = EngineOf(found);
        var open = found.State == InstrumentState.Draft ? engine.Untried(answers) : [];
        if (open.Count > 0)
        {
            return Outcome.Fail<Evaluation>(
                [.. open.Select(i => new Problem("Platform.InstrumentStore.NotAnswered", i.Code, i.Text.In()))]);
        }

        var evaluation = engine.Evaluate(answers);
        if (found.State == InstrumentState.Draft)
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
            (found.TestedHash, found.TestedAt) = (found.Hash, clock.GetUtcNow().UtcDateTime);
            if (await write.TryCommitAsync(Raced(found), cancel) is { } raced)
            {
                return raced;
            }
        }

        return evaluation;
    }

    /// <summary>
    /// Publishes a draft whose present content was tried out. Of two versions from the same day nobody could say which counts, so the
    /// second is refused.
    /// </summary>
    public async Task<Outcome<InstrumentVersion>> PublishAsync(Actor actor, string code, int version, CancellationToken cancel)
    {
        if (actor.Refuse(Manage, RegionCode.National) is { } refused)
        {
            return refused;
        }

        // Who loses a race looks again: what was published meanwhile says why, or it is done already.
        Outcome<InstrumentVersion> published;
        var tries = 0;
        while ((published = await TryPublishAsync(actor, code, version, cancel)) is { Failed: true, Problem.Code: RacedCode }
            && tries++ < 3)
        {
            db.ChangeTracker.Clear();
        }

        return published;
    }

    private async Task<Outcome<InstrumentVersion>> TryPublishAsync(Actor actor, string code, int version, CancellationToken cancel)
    {
        var found = await FindAsync(code, version, cancel);
        if (found is null)
        {
            return new Problem("Platform.InstrumentStore.Unknown", null, code, version.ToString());
        }

        if (found.State == InstrumentState.Published)
        {
            return found;
        }

        if (found.TestedHash != found.Hash)
        {
            return new Problem("Platform.InstrumentStore.NotTried", null, code, version.ToString());
        }

        var twin = await db.Shared<InstrumentVersion>().AsNoTracking().OrderBy(i => i.Version).FirstOrDefaultAsync(
            i => i.Code == code && i.Version != version && i.State == InstrumentState.Published && i.ValidFrom == found.ValidFrom, cancel);
        if (twin is not null)
        {
            return new Problem("Platform.InstrumentStore.SameDay", null, code, twin.Version.ToString(), found.ValidFrom);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        (found.State, found.PublishedAt, found.PublishedBy) = (InstrumentState.Published, clock.GetUtcNow().UtcDateTime, actor.Name);
        Note(actor, "Platform.InstrumentStore.Trail.Published", found);
        return await write.TryCommitAsync(Raced(found), cancel) is { } raced ? raced : found;
    }

    private static Problem Raced(InstrumentVersion version) => new(RacedCode, null, version.Code, version.Version.ToString());

    private static InstrumentVersion Empty(Instrument instrument) => new()
    {
        Code = instrument.Code,
        Version = instrument.Version,
        Kind = instrument.Kind,
        TitleId = instrument.Title.Id,
        TitleEn = instrument.Title.En,
        State = InstrumentState.Draft,
        ValidFrom = instrument.ValidFrom,
        Hash = string.Empty,
        Definition = [],
        LoadedAt = default,
        LoadedBy = string.Empty,
    };

    private void Note(Actor actor, string action, InstrumentVersion version) => trail.Add(
        actor, action, new Subject(RegionCode.National, "platform.instrument", $"{version.Code}/{version.Version}"), new { version.Hash });
}
