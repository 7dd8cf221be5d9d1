using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>A region with what stands in its inputs.</summary>
internal sealed record DeclarationRow(Region Region, string Kind, string Reason);

/// <summary>A member declares for every region before seeing anything of it.</summary>
[Needs("movement.panel.join")]
internal sealed class DeclarationPage(AssessmentDesk desk, DeclareConflicts declare, AnswerPanelInvitation answer, Actor actor, Texts texts)
    : PageModel
{
    public Call Call { get; private set; } = null!;

    public IReadOnlyList<DeclarationRow> Rows { get; private set; } = [];

    public IHtmlContent KindField(DeclarationRow row) => Select.Render(
        new()
        {
            Name = DeclareConflicts.FieldOf(row.Region.Code),
            Label = texts["Movement.Assess.ConflictOf", row.Region.Name],
            EmptyText = texts["Movement.Assess.Choose"],
            Error = ErrorOf(DeclareConflicts.FieldOf(row.Region.Code)),
            Chosen = [row.Kind],
            Choices =
            [
                new(nameof(ConflictKind.None), texts["Movement.Assess.ConflictNone"]),
                new(nameof(ConflictKind.Declared), texts["Movement.Assess.ConflictDeclared"]),
                new(nameof(ConflictKind.Affiliation), texts["Movement.Assess.ConflictAffiliation"]),
            ],
        },
        texts);

    public IHtmlContent ReasonField(DeclarationRow row) => Input.Render(
        new()
        {
            Name = DeclareConflicts.FieldOf(row.Region.Code, "Reason"),
            Label = texts["Movement.Assess.ConflictReasonOf", row.Region.Name],
            Value = row.Reason,
            MaxLength = 500,
            Optional = true,
            Error = ErrorOf(DeclareConflicts.FieldOf(row.Region.Code, "Reason")),
        },
        texts);

    public async Task<IActionResult> OnGetAsync(Guid callId, CancellationToken cancel) =>
        await LoadAsync(new CallId(callId), cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid callId, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(callId), cancel))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(cancel);
        Rows =
        [
            .. Rows.Select(r => r with
            {
                Kind = form[DeclareConflicts.FieldOf(r.Region.Code)].ToString(),
                    Reason = form[DeclareConflicts.FieldOf(r.Region.Code, "Reason")].ToString().Trim(),
            }),
        ];
        var declared = Rows.Where(r => Enum.TryParse<ConflictKind>(r.Kind, out _))
            .Select(r => new Declared(r.Region.Code, Enum.Parse<ConflictKind>(r.Kind), r.Reason)).ToList();
        var outcome = await declare.RunAsync(Call.Id, declared, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther("/penilaian");
    }

    public async Task<IActionResult> OnPostDeclineAsync(Guid callId, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(callId), cancel))
        {
            return NotFound();
        }

        var outcome = await answer.RunAsync(Call.Id, accept: false, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther("/penilaian");
    }

    private string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    private async Task<bool> LoadAsync(CallId id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(id, cancel);
        if (call.Failed || actor.User is not { } user || await desk.MemberAsync(id, user, cancel) is null)
        {
            return false;
        }

        Call = call.Value;
        var declared = await desk.DeclarationsAsync(id, cancel);
        Rows =
        [
            .. (await desk.ApplicantsAsync(id, cancel)).Select(r => declared.GetValueOrDefault((user, r.Code)) is { } d
                ? new DeclarationRow(r, d.Kind.ToString(), d.Reason)
                : new DeclarationRow(r, string.Empty, string.Empty)),
        ];
        return true;
    }
}
