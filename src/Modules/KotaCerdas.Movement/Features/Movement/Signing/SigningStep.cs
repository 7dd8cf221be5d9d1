using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>The step of a final text to its signatures, by hand: refused where what would follow the signatures cannot.</summary>
internal sealed class SigningStep(PrepareSigning prepare, AgreementClocks clocks, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(AgreementFile file, CancellationToken cancel)
    {
        if (MoveAgreement.RefuseSigning(file, new DateTimeOffset(records.Now, TimeSpan.Zero)) is { } unsigned)
        {
            return unsigned;
        }

        return await clocks.OfAsync(file, cancel) is { Count: > 0 } stopped
            ? Outcome.Fail<Nothing>(stopped) : await prepare.RunAsync(file, cancel);
    }

    /// <summary>What is out for the signatures of an agreement.</summary>
    public Task<IReadOnlyList<IssuedDocument>> OutAsync(AgreementFile file, CancellationToken cancel) => prepare.OutAsync(file, cancel);
}
