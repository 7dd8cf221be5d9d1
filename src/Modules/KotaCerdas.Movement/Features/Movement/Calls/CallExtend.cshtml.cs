using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Moves the last day of an open call later, with the assessment where it has to follow.</summary>
[Needs(CallPermissions.OpenCode)]
internal sealed class CallExtendModel(CallRows rows, ExtendCall extend) : CallChangePage(rows)
{
    /// <summary>Why it cannot be extended, or null.</summary>
    public Problem? Refusal => Call.Status == CallStatus.Open ? null : new Problem("Movement.Call.ExtendNotOpen");

    [BindProperty]
    public DateFields SubmitBy { get; set; } = new();

    [BindProperty]
    public DateFields AssessFrom { get; set; } = new();

    [BindProperty]
    public DateFields AssessTo { get; set; } = new();

    /// <inheritdoc />
    protected override void Show() => (AssessFrom, AssessTo) = (DateFields.From(Call.AssessFrom), DateFields.From(Call.AssessTo));

    /// <inheritdoc />
    protected override async Task<Outcome<Nothing>> ChangeAsync(Outcome<MinistryReason> why, CancellationToken cancel)
    {
        var (submit, from, to) = (SubmitBy.Read(nameof(SubmitBy)), AssessFrom.Read(nameof(AssessFrom)), AssessTo.Read(nameof(AssessTo)));
        List<Problem> unread = [.. submit.Problems, .. from.Problems, .. to.Problems, .. why.Problems];
        return unread.Count > 0 ? Outcome.Fail<Nothing>(unread)
            : await extend.RunAsync(Call.Id, Version, new(submit.Value, from.Value, to.Value), why.Value, cancel);
    }
}
