using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Who signs a decree.</summary>
/// <param name="Holder">The office that decides, as an acting official writes it: <c>Plt. Wali Kota Pagar Alam</c>.</param>
/// <param name="Office">The office as it stands under the signature.</param>
/// <param name="Who">Accounts that can sign.</param>
internal sealed record DecreeSigner(string Holder, string Office, IReadOnlyList<UserId> Who);

/// <summary>Finds who signs the decrees of a region: its head, or who has a letter from the head.</summary>
internal sealed class DecreeSigners(Audience audience, ActingHeads acting, DecreeWording wording, RoleCatalogue roles)
{
    public async Task<DecreeSigner> OfAsync(DecreeFile of, CancellationToken cancel)
    {
        var (region, decree) = (of.Access.Region, of.Decree);
        var head = wording.HeadOf(region);
        var holder = await acting.FindAsync(region.Code, cancel) is { } instead
            ? wording.Say("Movement.Decree.Acting", instead.Kind.ToString(), head) : head;
        var office = decree.OnBehalf ? wording.Say("Movement.Signing.OnBehalfOf", head, decree.LetterOffice) : holder;
        return new(holder, office, await WhoAsync(region.Code, Needed(decree), cancel));
    }

    /// <summary>Those who can sign letters and decrees as the head.</summary>
    public Task<IReadOnlyList<UserId>> HeadsAsync(RegionCode region, CancellationToken cancel) =>
        WhoAsync(region, InstitutionPermissions.Sign, cancel);

    /// <summary>Offices that a letter of the head can name.</summary>
    public IReadOnlyList<string> DelegatesOf(Region region) => DelegateOffices.Of(roles, InstitutionPermissions.SignOnBehalf, region);

    /// <summary>True where somebody may sign the decree as it stands.</summary>
    public static bool May(Actor actor, Decree decree) => actor.User is not null && actor.May(Needed(decree), decree.RegionCode);

    /// <summary>Why nobody could sign it on a day, or null.</summary>
    public static Problem? Refuse(DecreeFile of, DecreeSigner signer, DateOnly today)
    {
        var decree = of.Decree;
        return decree is { OnBehalf: true, LetterGrantedAt: null } ? new("Movement.Signing.LetterUnsigned", null, signer.Holder)
            : decree.LetterUntil < today ? new("Movement.Decree.LetterPast", null, decree.LetterOffice, decree.LetterUntil.Value)
            : signer.Who.Count > 0 ? null
            : decree.OnBehalf ? new("Movement.Decree.NobodyOnBehalf", null, decree.LetterOffice)
            : new("Movement.Decree.NoHead", null, signer.Holder);
    }

    /// <summary>Tells them that something waits for their signature; inside the caller's write.</summary>
    public void Tell(IEnumerable<UserId> who, DecreeFile of, string key, string number)
    {
        foreach (var user in who)
        {
            audience.Tell(user, new(
                key, [of.Access.Region.Name, of.Kind.Name.Id, number], MentoringPaths.DecreeText(of.Decree.RegionCode, of.Decree.Id)));
        }
    }

    private static Permission Needed(Decree decree) =>
        decree.OnBehalf ? InstitutionPermissions.SignOnBehalf : InstitutionPermissions.Sign;

    private async Task<IReadOnlyList<UserId>> WhoAsync(RegionCode region, Permission permission, CancellationToken cancel) =>
        [.. (await audience.WhoMayAsync(permission, RegionScope.Of(region), cancel)).Where(t => t.Region == region).Select(t => t.User)
            .Distinct()];
}
