using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>One clause: the wording that stands, the proposal with its differences word by word, comments, all versions.</summary>
[Needs]
internal sealed class ClauseModel(AgreementDesk desk, Negotiation negotiation, Actor actor) : ProductPage
{
    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    public AgreementFile Dossier { get; private set; } = null!;

    public ClauseView Clause { get; private set; } = null!;

    /// <summary>The other party's newer wording where it stood in the way of what was typed.</summary>
    public ClauseVersion? Conflict { get; private set; }

    /// <summary>Comments with their answers, oldest thread first.</summary>
    public IReadOnlyList<IReadOnlyList<ClauseComment>> Threads { get; private set; } = [];

    /// <summary>False for the wording of the template until the parties agree to the whole text.</summary>
    public bool StandsAgreed => Clause.InForce is { Party: > 0 } || Dossier.Agreement.FrozenSha256.Length > 0;

    public bool MayPropose => Dossier.Agreement.State == AgreementState.Negotiation && Side is not null;

    public bool MayAnswer => MayPropose && Clause.Proposed is { } proposed && proposed.Party != Side;

    private int? Side => Dossier.SideOf(actor, AgreementPermissions.Negotiate);

    private static string ReplyName(Guid thread) => $"Reply.{thread}";

    private string Path => AgreementPaths.Clause(Dossier.Agreement, Clause.Code);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string clause, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, clause, cancel) is { } closed)
        {
            return closed;
        }

        var start = Clause.Proposed ?? Clause.Shown;
        (Heading, Body) = (start.Heading, start.Body);
        return Page();
    }

    public async Task<IActionResult> OnPostProposeAsync(string region, Guid id, string clause, int shown, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, clause, cancel) is { } closed)
        {
            return closed;
        }

        var input = new WordingInput(Clause.Code, Heading ?? string.Empty, Body ?? string.Empty, Note ?? string.Empty, shown);
        var done = await negotiation.ProposeAsync(Dossier.Region.Code, new(id), input, cancel);
        if (!done.Failed)
        {
            return this.SeeOther(Path);
        }

        Conflict = done.Problem.Code == Negotiation.Conflict ? Clause.Proposed ?? Clause.Shown : null;
        return this.Invalid(done.Problems);
    }

    public async Task<IActionResult> OnPostAnswerAsync(
        string region, Guid id, string clause, int number, [FromForm(Name = "jawaban")] string? answer, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, clause, cancel) is { } closed)
        {
            return closed;
        }

        var done = await negotiation.AnswerAsync(
            Dossier.Region.Code, new(id), (Clause.Code, number), (answer == "terima", Reason ?? string.Empty), cancel);
        return done.Failed ? Again(done.Problems) : this.SeeOther(AgreementPaths.Text(Dossier.Agreement));
    }

    public async Task<IActionResult> OnPostCommentAsync(string region, Guid id, string clause, Guid? replyTo, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, clause, cancel) is { } closed)
        {
            return closed;
        }

        var field = replyTo is { } thread ? ReplyName(thread) : nameof(Comment);
        var done = await negotiation.CommentAsync(
            Dossier.Region.Code, new(id), (Clause.Code, replyTo), Request.Form[field].ToString(), cancel);
        return done.Failed ? Again([.. done.Problems.Select(p => p.Field == nameof(Comment) ? p.On(field) : p)])
            : this.SeeOther(Path + "#komentar");
    }

    /// <summary>The field of a reply: each thread has its own, so that what is refused stays where it was typed.</summary>
    public IHtmlContent ReplyField(ClauseComment first, Texts texts)
    {
        var name = ReplyName(first.Id);
        return Textarea.Render(
            new()
            {
                Name = name, Label = texts["Movement.Agreement.Reply"], Rows = 2, MaxLength = ClauseComment.BodyLength,
                Value = this.TypedAt(name), Error = this.ErrorAt(name),
            },
            texts);
    }

    public IReadOnlyList<TimelineEvent> History(Texts texts) =>
    [
        .. Clause.Versions.Reverse().Select(v => new TimelineEvent(
            texts["Movement.Agreement.VersionLine", v.Number,
                v.Party == 0 ? texts["Movement.Agreement.FromTemplate"] : texts[$"Movement.ClauseState.{v.State}"]],
                Formats.Instant(v.At, Dossier.Region.Zone))
        {
            By = v.ByName,
            Text = v.AnswerReason.Length > 0 ? texts["Movement.Agreement.AnswerLine", v.AnsweredByName, v.AnswerReason]
                : v is { State: ClauseState.Accepted, Party: > 0 } ? texts["Movement.Agreement.AcceptedBy", v.AnsweredByName] : null,
        }),
    ];

    /// <summary>The page again; the form for a proposal shows what stands.</summary>
    private IActionResult Again(IReadOnlyList<Problem> problems)
    {
        var start = Clause.Proposed ?? Clause.Shown;
        (Heading, Body) = (start.Heading, start.Body);
        return this.Invalid(problems);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string clause, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        var (code, own) = (file.Region.Code, file.Agreement.Id);
        if (ClauseView.Of(await desk.ClausesAsync(code, own, cancel)).FirstOrDefault(c => c.Code == clause) is not { } found)
        {
            return NotFound();
        }

        (Dossier, Clause) = (file, found);
        var comments = await negotiation.CommentsAsync(code, own, clause, cancel);
        Threads = [.. comments.GroupBy(c => c.ReplyTo ?? c.Id).Select(g => (IReadOnlyList<ClauseComment>)[.. g])];
        return null;
    }
}
