using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>
/// Offers someone an account with a role. The link goes out by mail where this installation sends mail, and is shown to the inviter once;
/// only its hash is kept.
/// </summary>
internal sealed class InvitePerson(KotaDb db, InvitationMail mail, RoleCatalogue roles, Trail trail, Outbox outbox, TimeProvider clock)
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

        if (await HoldingRules.RefuseUnitAsync(db, offer, cancel) is { } noUnit)
        {
            problems.Add(noUnit);
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var secret = RandomNumberGenerator.GetBytes(32);
        var invitation = RowOf(actor, email!, offer, secret);
        var path = $"/undangan/{offer.Region}~{invitation.Id.Value:N}~{Base64Url.EncodeToString(secret)}";
        var place = await mail.PlaceOfAsync(offer.Region, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(offer.Region), cancel);
        db.Add(invitation);
        mail.Add(invitation, place, path);
        trail.Add(actor, "People.Trail.Invited", new Subject(offer.Region, "people.invitation", invitation.Id.Value.ToString()),
            new { role = offer.Role });
        outbox.Add(new AccountInvited(offer.Region, invitation.Id.Value, offer.Role));
        await write.CommitAsync(cancel);
        return path;
    }

    private Invitation RowOf(Actor actor, string email, NewHolding offer, byte[] secret)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new Invitation
        {
            RegionCode = offer.Region,
            Id = Ids.New<InvitationId>(clock),
            TokenHash = SHA256.HashData(secret),
            Email = email.Trim(),
            NormalEmail = Account.Normal(email),
            Role = offer.Role,
            Kind = offer.Kind,
            FromDate = offer.From,
            ToDate = offer.To,
            Letter = offer.Letter.Trim(),
            UnitId = offer.Unit is { } unit ? new UnitId(unit) : null,
            InvitedBy = actor.User,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }
}

/// <summary>The mail that brings an invitation, where this installation can send links.</summary>
internal sealed class InvitationMail(
    KotaDb db, RoleCatalogue roles, Notifications notifications, IOptions<SmtpOptions> smtp, Texts texts)
{
    public async Task<string> PlaceOfAsync(RegionCode region, CancellationToken cancel) =>
        (await RegionNames.OfAsync(db, texts, [region], cancel)).GetValueOrDefault(region, region.Value);

    /// <summary>Adds the mail to the open write.</summary>
    public void Add(Invitation invitation, string place, string path)
    {
        if (smtp.Value.SendsLinks)
        {
            var role = roles.Find(invitation.Role)!.NameId;
            var until = RegionZone.WIB.DateAt(invitation.ExpiresAt);
            notifications.AddLink(new UserId(invitation.Id.Value), "People.Mail.Invited", [role, place, until], path);
        }
    }
}
