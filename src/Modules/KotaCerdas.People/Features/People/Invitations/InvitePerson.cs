using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Who is invited.</summary>
/// <param name="Email">Address.</param>
/// <param name="Name">What the inviter calls the person, or empty.</param>
internal sealed record Invitee(string Email, string Name);

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
        if (await CheckAsync(actor, email, offer, cancel) is { Count: > 0 } problems)
        {
            return problems;
        }

        var places = await mail.PlacesOfAsync([offer.Region], cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(offer.Region), cancel);
        var path = Add(actor, new(email!, string.Empty), offer, places[offer.Region]);
        await write.CommitAsync(cancel);
        return path;
    }

    /// <summary>Why the actor cannot invite, or everything that is wrong with the invitation; empty where it can be made.</summary>
    public async Task<List<Problem>> CheckAsync(Actor actor, string? email, NewHolding offer, CancellationToken cancel)
    {
        if ((actor.Refuse(PeopleModule.InvitePeople, offer.Region)
            ?? actor.Refuse(PeopleModule.GrantHoldings, offer.Region)) is { } refused)
        {
            return [refused];
        }

        var problems = HoldingRules.Check(offer, roles.Find(offer.Role), null);
        if (!offer.Region.IsNational && !await db.Shared<Region>().AnyAsync(r => r.Code == offer.Region, cancel))
        {
            problems.RemoveAll(p => p.Code == HoldingRules.WrongReach);
            problems.Add(new Problem("People.Bulk.UnknownRegion", "Region", offer.Region.Value));
        }

        if (!Emails.IsOne(email))
        {
            problems.Add(new Problem("People.Account.EmailInvalid", "Email"));
        }

        if (await HoldingRules.RefuseUnitAsync(db, offer, cancel) is { } noUnit)
        {
            problems.Add(noUnit);
        }

        return problems;
    }

    /// <summary>Adds a checked invitation with its mail, trail and event to the open write.</summary>
    /// <returns>The path of the invitation.</returns>
    public string Add(Actor actor, Invitee person, NewHolding offer, string place)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var invitation = RowOf(actor, person, offer, secret);
        var path = $"/undangan/{offer.Region}~{invitation.Id.Value:N}~{Base64Url.EncodeToString(secret)}";
        db.Add(invitation);
        mail.Add(invitation, place, path);
        trail.Add(actor, "People.Trail.Invited", new Subject(offer.Region, "people.invitation", invitation.Id.Value.ToString()),
            new { role = offer.Role });
        outbox.Add(new AccountInvited(offer.Region, invitation.Id.Value, offer.Role));
        return path;
    }

    private Invitation RowOf(Actor actor, Invitee person, NewHolding offer, byte[] secret)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new Invitation
        {
            RegionCode = offer.Region,
            Id = Ids.New<InvitationId>(clock),
            TokenHash = SHA256.HashData(secret),
            Email = person.Email.Trim(),
            NormalEmail = Account.Normal(person.Email),
            Name = person.Name.Trim(),
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
    /// <summary>Names of regions as the mail says them.</summary>
    public async Task<IReadOnlyDictionary<RegionCode, string>> PlacesOfAsync(IReadOnlyList<RegionCode> regions, CancellationToken cancel)
    {
        var names = await RegionNames.OfAsync(db, texts, regions, cancel);
        return regions.ToDictionary(r => r, r => names.GetValueOrDefault(r, r.Value));
    }

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
