using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What was proposed together: how many, how much, which objects were left out and why; granted by somebody else.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class LetterBatchPageModel(
    RegisterDesk desk, ProposalReading reading, LetterCases cases, Operations operations, KotaDb db) : RegisterPage(desk)
{
    private const int MostExplained = 50;
    private readonly RegisterDesk _desk = desk;
    private Dictionary<KindObjectId, KindObject> _objects = [];
    private Dictionary<ChargeId, Charge> _charges = [];

    public IReadOnlyList<ProposalFile> Files { get; private set; } = [];

    /// <summary>Active objects without a proposal, each with what keeps it from one.</summary>
    public IReadOnlyList<(KindObject Object, Problem Why)> Left { get; private set; } = [];

    public int Waiting => Files.Count(f => f.Decision is null);

    /// <summary>Letters that were made of it and sealed, to be printed.</summary>
    public int Sealed { get; private set; }

    /// <summary>Letters that were made of it and still wait for their seal.</summary>
    public int Unsealed { get; private set; }

    public string PapersHref => ChargePaths.BatchPapers(Code, Files[0].Proposal.BatchId!.Value);

    public bool MayDecide => _desk.Actor.May(ChargePermissions.Decide, Code);

    public bool IsOwn => Files.Any(f => f.Proposal.RecordedBy == _desk.Actor.User);

    public string LetterTitle => Files[0].Letter.Title.In();

    public string KindTitle => RevenueKinds.Find(Files[0].Proposal.Kind)!.Title.In();

    public string Period => LetterText.PeriodOf(Files[0].Proposal.PeriodFrom, Files[0].Proposal.PeriodTo);

    /// <summary>Number of the object; of a PBB-P2 bill its NOP, of what follows another letter the number of that.</summary>
    public string NumberOf(ProposalFile file) => file.Proposal.ChargeId?.Bill is { } bill ? bill.Nop.ToString()
        : file.Proposal.ChargeId is { } charge ? _charges[charge].Number : _objects[file.Proposal.ObjectId!.Value].Number;

    /// <summary>Name of the object; of a PBB-P2 bill its tax year, of what follows another letter its period.</summary>
    public string NameOf(ProposalFile file) => file.Proposal.ChargeId?.Bill is { } bill ? Bills.BillWords.Year(bill.Year)
        : file.Proposal.ChargeId is not null ? LetterText.PeriodOf(file.Proposal.PeriodFrom, file.Proposal.PeriodTo)
        : _objects[file.Proposal.ObjectId!.Value].Name;

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        if (IsOwn)
        {
            return this.Invalid(new Problem("Revenue.Letter.OwnProposal"));
        }

        // A run that has ended may be followed by another; one that has not is joined.
        var key = $"{id}/{Files.Count - Waiting}";
        var started = await operations.StartAsync(_desk.Actor, DecideMany.Kind, Code, new DecideManyInput(Code, id), key, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Files = await reading.OfBatchAsync(Code, id, cancel);
        if (Files.Count == 0)
        {
            return NotFound();
        }

        await CountLettersAsync(cancel);
        var first = Files[0].Proposal;
        if (first.ObjectId is null)
        {
            await LoadChargesAsync(cancel);
            return null;
        }

        var all = await db.In<KindObject>(RegionScope.Of(Code)).AsNoTracking().Where(o => o.Kind == first.Kind).ToListAsync(cancel);
        _objects = all.GroupBy(o => o.ObjectId).ToDictionary(g => g.Key, g => KindObject.On(first.PeriodTo, g) ?? g.First());
        var proposed = Files.Select(f => f.Proposal.ObjectId!.Value).ToHashSet();
        var active = await ProposeMany.ObjectsAsync(db, Code, (first.Kind, first.PeriodTo), cancel);
        var left = new List<(KindObject, Problem)>();
        foreach (var thing in active.Where(o => !proposed.Contains(o.ObjectId)).Take(MostExplained))
        {
            left.Add((thing, await WhyAsync(first, thing, cancel)));
        }

        Left = left;
        return null;
    }

    private async Task LoadChargesAsync(CancellationToken cancel)
    {
        var ids = Files.Select(f => f.Proposal.ChargeId).OfType<ChargeId>().Where(c => c.Bill is null).ToList();
        _charges = ids.Count == 0 ? [] : await db.In<Charge>(RegionScope.Of(Code)).AsNoTracking()
            .Where(c => ids.Contains(c.ChargeId) && c.Cycle == 1).ToDictionaryAsync(c => c.ChargeId, cancel);
    }

    private async Task CountLettersAsync(CancellationToken cancel)
    {
        var made = Files.Select(f => f.Decision?.DocumentId).OfType<DocumentId>().ToList();
        var states = made.Count == 0 ? [] : await db.In<IssuedDocument>(RegionScope.Of(Code)).AsNoTracking()
            .Where(d => d.RegionCode == Code && made.Contains(d.Id)).Select(d => d.State).ToListAsync(cancel);
        (Sealed, Unsealed) = (
            states.Count(s => s == DocumentState.Issued),
            states.Count(s => s is DocumentState.Prepared or DocumentState.Signing));
    }

    private async Task<Problem> WhyAsync(Proposal first, KindObject thing, CancellationToken cancel)
    {
        var at = await cases.OpenAsync(Region, new(first.Letter, null, thing.ObjectId, first.PeriodFrom, first.PeriodTo), cancel);
        if (at.Failed)
        {
            return at.Problem;
        }

        var draft = LetterAmounts.Of(at.Value, Facts.Read(thing.Facts), first.Reason);
        return draft.Failed ? draft.Problem : new Problem("Revenue.Many.Later");
    }
}
