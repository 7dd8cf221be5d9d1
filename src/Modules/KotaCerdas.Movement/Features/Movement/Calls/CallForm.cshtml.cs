using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>The form of a call: a new one, or a draft.</summary>
[Needs(CallPermissions.ManageCode)]
internal sealed class CallFormModel(KotaDb db, CallRows rows, CallSources sources, SaveCall save, Texts texts) : ProductPage
{
    [BindProperty]
    public CallFields Call { get; set; } =
        new() { Track = nameof(CallTrack.City), ObjectionUnit = "working", Mixed = "yes", PerRegion = "2" };

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Version of the draft that the form shows.</summary>
    public int Version { get; private set; } = 1;

    public IReadOnlyList<string> IslandGroups { get; private set; } = [];

    public IReadOnlyList<Choice> Questionnaires { get; private set; } = [];

    public IReadOnlyList<Choice> Sheets { get; private set; } = [];

    public IReadOnlyList<Choice> Tracks =>
        [.. Enum.GetValues<CallTrack>().Select(t => new Choice(t.ToString(), texts[$"Movement.Track.{t}"]))];

    public IReadOnlyList<Choice> Units =>
        [new("working", texts["Movement.Call.UnitWorking"]), new("calendar", texts["Movement.Call.UnitCalendar"])];

    public IReadOnlyList<Choice> YesNo => [new("yes", texts["Movement.Form.Yes"]), new("no", texts["Movement.Form.No"])];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await ListsAsync(cancel);
        if (Id is not { } id)
        {
            return Page();
        }

        var call = await rows.FindAsync(new(id), cancel);
        if (call is null || call.Status != CallStatus.Draft)
        {
            return NotFound();
        }

        (Call, Version) = (CallFields.From(call), call.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int version, CancellationToken cancel)
    {
        await ListsAsync(cancel);
        Version = version;
        var input = Call.Read(IslandGroups.ToHashSet(StringComparer.Ordinal), await rows.AdmittedAsync(cancel));
        if (input.Failed)
        {
            return Wrong(input.Problems);
        }

        var saved = Id is { } id
            ? await save.UpdateAsync(new(id), version, input.Value, cancel)
            : await save.CreateAsync(input.Value, generated: false, cancel);
        return saved.Failed ? Wrong(saved.Problems) : this.SeeOther(Paths.Of(saved.Value));
    }

    private IActionResult Wrong(IReadOnlyList<Problem> problems) =>
        this.Invalid([.. problems.Select(p => p.Field is null ? p : p.On($"{nameof(Call)}.{p.Field}"))]);

    private async Task ListsAsync(CancellationToken cancel)
    {
        IslandGroups = await db.Shared<Region>().Select(r => r.IslandGroup).Distinct().OrderBy(g => g).ToListAsync(cancel);
        Questionnaires = await ChoicesAsync(InstrumentKind.Questionnaire, cancel);
        Sheets = await ChoicesAsync(InstrumentKind.Assessment, cancel);
    }

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(InstrumentKind kind, CancellationToken cancel) =>
    [
        .. (await sources.PublishedAsync(kind, cancel)).Select(i => new Choice(
            new InstrumentChoice(i.Code, i.Version).ToString(), $"{i.Title} ({texts["Movement.Call.VersionOf", i.Version]})")),
    ];
}
