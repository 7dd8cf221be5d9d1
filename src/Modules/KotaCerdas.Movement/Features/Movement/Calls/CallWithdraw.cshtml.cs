using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Asks for the reason and the letter by which a call is withdrawn, and withdraws it.</summary>
[Needs(CallPermissions.OpenCode)]
internal sealed class CallWithdrawModel(CallRows rows, WithdrawCall withdraw) : CallChangePage(rows)
{
    /// <inheritdoc />
    protected override async Task<Outcome<Nothing>> ChangeAsync(Outcome<MinistryReason> why, CancellationToken cancel) =>
        why.Failed ? Outcome.Fail<Nothing>(why.Problems) : await withdraw.RunAsync(Call.Id, Version, why.Value, cancel);
}
