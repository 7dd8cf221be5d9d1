using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>A region with what stands in its inputs.</summary>
internal sealed record DeclarationRow(Region Region, string Kind, string Reason);

/// <summary>A member declares for every region before seeing anything of it.</summary>
[Needs("movement.panel.join")]
internal sealed class DeclarationPage(AssessmentDesk desk, DeclareConflicts declare, AnswerPanelInvitation answer, Actor actor, Texts texts)
    : ProductPage
{
    private static readonly (ConflictKind Kind, string Key)[] Kinds =
    [
        (ConflictKind.None, "Movement.Assess.ConflictNone"), (ConflictKind.Declared, "Movement.Assess.ConflictDeclared"),
        (ConflictKind.Affiliation, "Movement.Assess.ConflictAffiliation"),
    ];

    private static readonly string[] Cursors = ["sesudah", "sebelum"];

    // True once declarations were sent: what is missing is marked in its row, and counted in one line on top.
    private bool _tried;

    public Call Call { get; private set; } = null!;

    public IReadOnlyList<DeclarationRow> Rows { get; private set; } = [];

    /// <summary>The regions of this page: the form holds and keeps these.</summary>
    public ListPage<DeclarationRow> Listed => ListPages.Of(HttpContext, Rows, r => r.Region.Code.Value);

    /// <summary>Regions of other pages for which nothing was declared yet.</summary>
    public IReadOnlyList<Region> Elsewhere { get; private set; } = [];

    /// <summary>Says <c>ya</c> where there is no conflict with any of them.</summary>
    [BindProperty]
    public List<string> Others { get; set; } = [];

    /// <summary>How many regions the last press filled with "no conflict"; null where it was another.</summary>
    public int? Filled { get; private set; }

    /// <summary>True until the member has said whether they join.</summary>
    public bool Waits { get; private set; }

    /// <summary>A bare list, because the row and the column already say what it is of: 120 labels would be noise.</summary>
    public HtmlBuilder KindField(DeclarationRow row)
    {
        var name = DeclareConflicts.FieldOf(row.Region.Code);
        var html = Wrong(name);
        if (_tried && row.Kind.Length == 0)
        {
            html = new HtmlBuilder().Element("p", texts["Movement.Assess.DeclareThis"], ("class", "govuk-error-message"));
        }

        html.Start(
            "select", ("class", "govuk-select"), ("id", name), ("name", name),
                ("aria-label", texts["Movement.Assess.ConflictOf", row.Region.Name]));
        html.Element("option", texts["Movement.Assess.Choose"], ("value", string.Empty));
        foreach (var (kind, key) in Kinds)
        {
            html.Element("option", texts[key], ("value", kind.ToString()), ("selected", row.Kind == kind.ToString() ? string.Empty : null));
        }

        return html.End();
    }

    public HtmlBuilder ReasonField(DeclarationRow row)
    {
        var name = DeclareConflicts.FieldOf(row.Region.Code, "Reason");
        return Wrong(name).Void(
            "input", ("class", "govuk-input"), ("id", name), ("name", name), ("value", row.Reason.Length == 0 ? null : row.Reason),
                ("maxlength", "500"),
            ("aria-label", texts["Movement.Assess.ConflictReasonOf", row.Region.Name]));
    }

    public async Task<IActionResult> OnGetAsync(Guid callId, CancellationToken cancel) =>
        await LoadAsync(new CallId(callId), cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid callId, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(callId), cancel))
        {
            return NotFound();
        }

        await ReadAsync(cancel);
        _tried = true;
        List<Declared> declared = [];
        List<Region> empty = [];
        foreach (var row in Listed.Rows)
        {
            if (Named.TryRead<ConflictKind>(row.Kind, out var kind))
            {
                declared.Add(new(row.Region.Code, kind, row.Reason));
            }
            else
            {
                empty.Add(row.Region);
            }
        }

        List<Problem> problems = empty.Count == 0 ? []
            : [new("Movement.Assess.DeclareRest", DeclareConflicts.FieldOf(empty[0].Code), empty.Count, empty[0].Name)];
        problems.AddRange(await declare.CheckAsync(Call.Id, declared, cancel));
        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        declared.AddRange(Others is ["ya", ..] ? Elsewhere.Select(r => new Declared(r.Code, ConflictKind.None, string.Empty)) : []);
        var outcome = await declare.RunAsync(Call.Id, declared, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems)
            : this.SeeOther(outcome.Value == 0 ? "/penilaian" : Elsewhere is [var next, ..] ? PathTo(next.Code) : Request.Path.ToString());
    }

    /// <summary>The address of this page, or of one of its actions.</summary>
    public string ActionOf(string? handler)
    {
        var place = Cursors.Select(c => (Name: c, Value: Request.Query[c].ToString())).Where(c => c.Value.Length > 0);
        var query = place.Prepend((Name: "handler", Value: handler ?? string.Empty)).Where(p => p.Value.Length > 0)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").ToList();
        return query.Count > 0 ? "?" + string.Join('&', query) : Request.Path.ToString();
    }

    /// <summary>The page that begins with a region.</summary>
    private string PathTo(RegionCode first)
    {
        var before = Rows.TakeWhile(r => r.Region.Code != first).Select(r => r.Region.Code.Value).LastOrDefault();
        return before is null ? Request.Path.ToString() : $"{Request.Path}?sesudah={before}";
    }

    /// <summary>Fills what is empty with "no conflict" and shows it, so that one can check before sending; nothing is kept yet.</summary>
    public async Task<IActionResult> OnPostRestAsync(Guid callId, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(callId), cancel))
        {
            return NotFound();
        }

        await ReadAsync(cancel);
        var shown = Shown();
        Filled = Rows.Count(r => r.Kind.Length == 0 && shown.Contains(r.Region.Code));
        Rows = [.. Rows.Select(r => r.Kind.Length == 0 && shown.Contains(r.Region.Code) ? r with { Kind = nameof(ConflictKind.None) } : r)];
        return Page();
    }

    /// <summary>Joining before there is any region to declare for; the declarations follow.</summary>
    public Task<IActionResult> OnPostAcceptAsync(Guid callId, CancellationToken cancel) => AnswerAsync(callId, accept: true, cancel);

    public Task<IActionResult> OnPostDeclineAsync(Guid callId, CancellationToken cancel) => AnswerAsync(callId, accept: false, cancel);

    private async Task<IActionResult> AnswerAsync(Guid callId, bool accept, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(callId), cancel))
        {
            return NotFound();
        }

        var outcome = await answer.RunAsync(Call.Id, accept, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther("/penilaian");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var form = await Request.ReadFormAsync(cancel);
        var shown = Shown();
        Rows =
        [
            .. Rows.Select(r => !shown.Contains(r.Region.Code) ? r : r with
            {
                Kind = form[DeclareConflicts.FieldOf(r.Region.Code)].ToString(),
                Reason = form[DeclareConflicts.FieldOf(r.Region.Code, "Reason")].ToString().Trim(),
            }),
        ];
    }

    private HashSet<RegionCode> Shown() => [.. Listed.Rows.Select(r => r.Region.Code)];

    private HtmlBuilder Wrong(string field)
    {
        var html = new HtmlBuilder();
        return ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0
            ? html.Element("p", entry.Errors[0].ErrorMessage, ("class", "govuk-error-message"))
            : html;
    }

    private async Task<bool> LoadAsync(CallId id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(id, cancel);
        if (call.Failed || actor.User is not { } user || await desk.MemberAsync(id, user, cancel) is not { } member)
        {
            return false;
        }

        Call = call.Value;
        Waits = member.State == PanelInvitation.Invited;
        var declared = await desk.DeclarationsAsync(id, cancel);
        Rows =
        [
            .. (await desk.ApplicantsAsync(id, cancel)).Select(r => declared.GetValueOrDefault((user, r.Code)) is { } d
                ? new DeclarationRow(r, d.Kind.ToString(), d.Reason)
                : new DeclarationRow(r, string.Empty, string.Empty)),
        ];
        var shown = Shown();
        Elsewhere = [.. Rows.Where(r => r.Kind.Length == 0 && !shown.Contains(r.Region.Code)).Select(r => r.Region)];
        return true;
    }
}
