using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Offers someone an account with a role. The link is shown to the inviter once; only its hash is kept.</summary>
internal sealed class InvitePerson(KotaDb db, RoleCatalogue roles, Trail trail, Outbox outbox, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The path of the invitation.</summary>
    public async Task<Outcome<string>> RunAsync(Actor actor, string? email, NewHolding offer, CancellationToken cancel)
    {
        if ((actor.Refuse(PeopleModule.InvitePeople, offer.Region)
            ?? actor.Refuse(PeopleModule.GrantHoldings, offer.Region)) is { } refused)
        {
            return refused;
        }

        var problems = HoldingRules.Check(offer, roles.Find(offer.Role), null);
        if (!Emails.IsOne(email))
        {
            problems.Add(new Problem("People.Account.EmailInvalid", "Email"));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var secret = RandomNumberGenerator.GetBytes(32);
        var invitation = new Invitation
        {
            RegionCode = offer.Region,
            Id = Ids.New<InvitationId>(clock),
            TokenHash = SHA256.HashData(secret),
            Email = email!.Trim(),
            NormalEmail = Account.Normal(email),
            Role = offer.Role,
            Kind = offer.Kind,
            FromDate = offer.From,
            ToDate = offer.To,
            Letter = offer.Letter.Trim(),
            InvitedBy = actor.User,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(offer.Region), cancel);
        db.Add(invitation);
        trail.Add(actor, "People.Trail.Invited", new Subject(offer.Region, "people.invitation", invitation.Id.Value.ToString()),
            new { role = offer.Role });
        outbox.Add(new AccountInvited(offer.Region, invitation.Id.Value, offer.Role));
        await write.CommitAsync(cancel);
        return $"/undangan/{offer.Region}~{invitation.Id.Value:N}~{Base64Url.EncodeToString(secret)}";
    }
}
