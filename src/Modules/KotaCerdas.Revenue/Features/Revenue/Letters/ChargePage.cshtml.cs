using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Something that is owed: how much, since when, every letter about it, and which letter may follow.</summary>
[Needs(ChargePermissions.ReadCode)]
[OpensFiles]
internal sealed class ChargePageModel(
    RegisterDesk desk, ChargeReading charges, LetterCases cases, ProposalReading proposals, LetterSeals seals, KotaDb db)
    : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private Dictionary<DocumentId, IssuedDocument> _papers = [];

    public ChargeFileOf Known { get; private set; } = null!;

    /// <summary>What is to be paid of it today, as its taxpayer reads it.</summary>
    public ChargeOwed Owed { get; private set; } = null!;

    public ChargeFileOf? Parent { get; private set; }

    public IReadOnlyList<Charge> Followers { get; private set; } = [];

    public IReadOnlyList<LetterRule> Next { get; private set; } = [];

    public IReadOnlyList<ProposalFile> Proposals { get; private set; } = [];

    /// <summary>Requests that nobody has proposed an answer to, and those that count as granted.</summary>
    public IReadOnlyList<RequestFile> Requests { get; private set; } = [];

    public IReadOnlyList<StoredFile> Files { get; private set; } = [];

    public IReadOnlyList<IssuedDocument> Unsealed =>
        [.. _papers.Values.Where(p => p.State is DocumentState.Prepared or DocumentState.Signing)];

    /// <summary>The time to object, null where nobody can.</summary>
    public LegalClock? Objecting { get; private set; }

    /// <summary>What became of letters that were carried out.</summary>
    public IReadOnlyDictionary<DocumentId, LetterDelivery> Delivered { get; private set; } = new Dictionary<DocumentId, LetterDelivery>();

    public bool MayDeliver => _desk.Actor.May(ChargePermissions.Deliver, Code);

    public bool MayPropose => _desk.Actor.May(ChargePermissions.Propose, Code);

    public bool MaySeal => MayPropose || _desk.Actor.May(ChargePermissions.Decide, Code) || MayFile;

    private bool MayFile => _desk.Actor.May(ChargePermissions.File, Code);

    /// <summary>A PBB-P2 bill is explained on its own page; one of the system before stands on that of its object.</summary>
    public string ExplainHref => Known.Id.Bill is not { } bill ? ChargePaths.Explain(Code, Known.Id)
        : Known.IsLegacy ? RegisterPaths.Of(Code, bill.Nop) : Bills.BillPaths.Of(Code, bill.Nop, bill.Year);

    public static string Signed(long change) => change > 0 ? "+" + Formats.Money(change) : Formats.Money(change);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostSegelAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        if (!MaySeal)
        {
            return new StatusCodeResult(403);
        }

        foreach (var paper in Unsealed)
        {
            if (await seals.SealAsync(Code, paper.Id, cancel) is { } problem)
            {
                return this.Invalid(problem);
            }
        }

        return this.SeeOther(ChargePaths.Of(Code, Known.Id));
    }

    public IEnumerable<Fact> Parts(Texts texts)
    {
        var parts = Known.Current.Parts;
        foreach (var (key, amount) in new[]
        {
            ("Revenue.Charge.Principal", parts.Principal), ("Revenue.Charge.Sanction", parts.Sanction),
            ("Revenue.Charge.Province", parts.Province),
        })
        {
            if (amount > 0 && amount != parts.Total)
            {
                yield return new(texts[key], Formats.Money(amount));
            }
        }

        if (Known.Standing.Over > 0)
        {
            yield return new(texts["Revenue.Charge.Over"], Formats.Money(Known.Standing.Over));
        }
    }

    public string NextHref(LetterRule letter) => letter.OnRequest
        ? $"{ChargePaths.Of(Code, Known.Id)}/permohonan?surat={letter.Code}"
        : $"{ChargePaths.Proposals(Code)}/baru?surat={letter.Code}&ketetapan={Known.Id}";

    public string AnswerHref(LetterRequest request) =>
        $"{ChargePaths.Proposals(Code)}/baru?surat={request.Letter}&ketetapan={Known.Id}&permohonan={request.Id}";

    public IHtmlContent PaperOf(DocumentId id, Texts texts) => _papers.GetValueOrDefault(id) is { } paper
        ? new HtmlBuilder().Add(Markup.Link(paper.Number, ChargePaths.Document(Code, Known.Id, id)))
            .Text(" · ").Add(Markup.Link(texts["Revenue.Charge.CheckPaper"], DocumentSurroundings.CheckPath + paper.CheckCode))
        : new HtmlBuilder().Text("–");

    /// <summary>A letter with what became of it.</summary>
    public IHtmlContent PaperWithDelivery(ChargeEvent happened, Texts texts)
    {
        var html = new HtmlBuilder().Add(PaperOf(happened.DocumentId!.Value, texts));
        if (Delivered.GetValueOrDefault(happened.DocumentId.Value) is { } delivery)
        {
            html.Element("div", LetterDeliveryWords.Of(delivery, texts), ("class", "k-soft"));
        }

        return html;
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await charges.FindAsync(Code, new ChargeId(id), cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        Owed = await charges.OwedAsync(file, Today, cancel);
        var scope = RegionScope.Of(Code);
        Parent = file.Current.Follows is { } parent ? await charges.FindAsync(Code, parent, cancel) : null;
        Followers = await charges.FollowersAsync(Code, file.Id, cancel);
        Proposals = await proposals.OfAsync(Code, file.Id, cancel);
        var asked = await proposals.RequestsAsync(Code, file.Id, cancel);
        Requests = [.. asked.Where(r => r.State is RequestState.Received or RequestState.Deemed or RequestState.Closed)];
        List<Guid> owners = [id, .. asked.Select(r => r.Request.Id)];
        var papers = file.Events.Select(e => e.DocumentId).OfType<DocumentId>().ToList();
        _papers = await db.In<IssuedDocument>(scope).AsNoTracking().Where(d => papers.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        Delivered = await charges.Deliveries.OfAsync(Code, papers, cancel);
        Objecting = LetterRules.ObjectionTo(file.Letter.Code) is { } objection && LetterOrder.AskClock(
            await charges.TermsAsync(Code, objection, Today, cancel), file, await cases.CalendarAsync(cancel)) is { Failed: false } clock
                ? clock.Value : null;
        var files = await db.In<ChargeFile>(scope).Where(f => owners.Contains(f.OwnerId)).Select(f => f.FileId).ToListAsync(cancel);
        Files = await db.In<StoredFile>(scope).AsNoTracking().Where(f => files.Contains(f.Id)).ToListAsync(cancel);
        Next = MayPropose ? [.. (await cases.NextAsync(Region, file, cancel)).Where(l => !l.OnRequest || MayFile)] : [];
        return null;
    }
}
