using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Tells the holder of an office that somebody asks for its signature to be given by another.</summary>
internal sealed class PowerNotices(AgreementTold told)
{
    /// <summary>Those who hold the office of a party; read before the write.</summary>
    public Task<IReadOnlyList<UserId>> HoldersAsync(AgreementFile file, int side, CancellationToken cancel) =>
        told.OfPartyAsync(file.Party(side), AgreementPermissions.Sign, cancel);

    /// <summary>Inside the caller's write.</summary>
    public void Tell(IEnumerable<UserId> holders, AgreementFile file, SigningPower power, string link) =>
        told.Tell(holders, "Movement.Notice.PowerWaits", link, file.Region.Name, power.ToOffice, file.Agreement.Title);
}
