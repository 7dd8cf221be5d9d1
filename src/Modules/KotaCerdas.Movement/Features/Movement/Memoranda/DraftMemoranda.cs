using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Memoranda;

/// <summary>Input of <see cref="DraftMemoranda"/>.</summary>
/// <param name="Call">The call.</param>
/// <param name="PlannedOn">Day of the signing, or null where it is not known yet.</param>
/// <param name="Place">Where, or empty.</param>
/// <param name="HeldOnline">True where it is signed online.</param>
internal sealed record DraftMemorandaInput(Guid Call, DateOnly? PlannedOn, string Place, bool HeldOnline);

/// <summary>
/// Drafts the memorandum of every selected region that has none, from the template, and puts it before the region. Each is a write of its
/// own; one that is refused is counted and does not stop the others. Run again, it does what is left.
/// </summary>
internal sealed class DraftMemoranda(KotaDb db, MemorandumRows rows, OneByOne oneByOne) : IOperation<DraftMemorandaInput>
{
    public static readonly OperationKind<DraftMemorandaInput> Kind = OperationKind.For<DraftMemoranda, DraftMemorandaInput>(
        "movement.draft-memoranda", "Movement.Memoranda.Drafting", AgreementPermissions.Draft,
        page: input => CallTabs.PathOf(new CallId(input.Call), MemorandaPage.Part));

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DraftMemorandaInput input, CancellationToken cancel)
    {
        var id = new CallId(input.Call);
        if (await db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } call)
        {
            return new Problem("Movement.Call.NotFound");
        }

        // Texts of the template are Indonesian, whatever the machine speaks; it holds for this run only.
        CultureInfo.CurrentUICulture = Letters.LetterText.Indonesian;
        var all = await rows.OfAsync(id, cancel);
        var (made, failed) = (0, 0);
        foreach (var row in all.Where(r => r.Agreement is null or { State: AgreementState.Draft }))
        {
            var end = await oneByOne.OutcomeAsync(
                context, (row.Region.Code, row.Region.Code.Value), s => OpenAsync(s, call, row, input, cancel), cancel);
            (made, failed) = end == ItemEnd.Done ? (made + 1, failed) : (made, failed + 1);
            context.Report(made + failed, all.Count, "Movement.Memoranda.Progress", row.Region.Name);
        }

        return failed == 0 ? new OperationResult("Movement.Memoranda.Drafted", CallTabs.PathOf(id, MemorandaPage.Part), made)
            : new Problem("Movement.Memoranda.SomeFailed", null, made, failed);
    }

    private static async Task<Outcome<Nothing>> OpenAsync(
        IServiceProvider services, Call call, MemorandumRow row, DraftMemorandaInput input, CancellationToken cancel)
    {
        var (region, id) = (row.Region.Code, row.Agreement?.Id);
        if (id is null)
        {
            var created = await services.GetRequiredService<CreateAgreement>().RunAsync(
                new(region, AgreementCatalogue.Shipped.Memorandum.Code, new("ministry", string.Empty, string.Empty))
                {
                    Call = call.Id, PlannedOn = input.PlannedOn, Place = input.Place, HeldOnline = input.HeldOnline,
                    Generated = call.Generated,
                },
                cancel);
            if (created.Failed)
            {
                return Outcome.Fail<Nothing>(created.Problems);
            }

            id = created.Value;
        }

        var file = await services.GetRequiredService<AgreementDesk>().ReadAsync(region, id.Value, cancel);
        return file.Failed ? file.Problem : await services.GetRequiredService<MoveAgreement>().RunAsync(
            region, id.Value, (AgreementState.Negotiation, string.Empty, file.Value.Agreement.Version), cancel);
    }
}

/// <summary>Input of <see cref="ConfirmMemoranda"/>.</summary>
internal sealed record ConfirmMemorandaInput(Guid Call);

/// <summary>
/// Confirms for the ministry every memorandum of a call in which no word of the template was changed and nothing is open. Those that
/// somebody touched are left to be read.
/// </summary>
internal sealed class ConfirmMemoranda(MemorandumRows rows, OneByOne oneByOne) : IOperation<ConfirmMemorandaInput>
{
    public static readonly OperationKind<ConfirmMemorandaInput> Kind = OperationKind.For<ConfirmMemoranda, ConfirmMemorandaInput>(
        "movement.confirm-memoranda", "Movement.Memoranda.Confirming", AgreementPermissions.Negotiate,
        page: input => CallTabs.PathOf(new CallId(input.Call), MemorandaPage.Part));

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ConfirmMemorandaInput input, CancellationToken cancel)
    {
        var id = new CallId(input.Call);
        var waiting = (await rows.OfAsync(id, cancel)).Where(r => r.AwaitsMinistry).ToList();
        var (done, failed) = (0, 0);
        foreach (var row in waiting)
        {
            var end = await oneByOne.OutcomeAsync(
                context, (row.Region.Code, row.Region.Code.Value), s => ConfirmAsync(s, row, cancel), cancel);
            (done, failed) = end == ItemEnd.Done ? (done + 1, failed) : (done, failed + 1);
            context.Report(done + failed, waiting.Count, "Movement.Memoranda.Progress", row.Region.Name);
        }

        return failed == 0 ? new OperationResult("Movement.Memoranda.Confirmed", CallTabs.PathOf(id, MemorandaPage.Part), done)
            : new Problem("Movement.Memoranda.SomeFailed", null, done, failed);
    }

    private static async Task<Outcome<bool>> ConfirmAsync(IServiceProvider services, MemorandumRow row, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<AgreementDesk>();
        var (region, id) = (row.Region.Code, row.Agreement!.Id);
        var file = await desk.ReadAsync(region, id, cancel);
        if (file.Failed)
        {
            return file.Problem;
        }

        var clauses = await desk.ClausesAsync(region, id, cancel);
        if (clauses.Any(c => c.Number > 1))
        {
            // Changed since the list was read.
            return new Problem("Movement.Agreement.TextChanged");
        }

        var whole = services.GetRequiredService<AgreementText>()
            .Compose(file.Value, ClauseView.Of(clauses), await desk.ObligationsAsync(region, id, cancel));
        return await services.GetRequiredService<ConfirmText>().RunAsync(region, id, AgreementText.Hash(whole), cancel);
    }
}
