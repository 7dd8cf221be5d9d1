using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Finds the invitation of a link. Its region leads, so that one region is searched and no other.</summary>
internal sealed class InvitationReader(KotaDb db, TimeProvider clock)
{
    /// <summary>The open invitation, tracked; null for a link that is wrong, used, withdrawn or expired.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        if (token.Split('~') is not [var code, var idText, var secretText]
            || !RegionCode.TryParse(code, out var region) || !Guid.TryParseExact(idText, "N", out var id) || !Base64Url.IsValid(secretText))
        {
            return null;
        }

        var key = new InvitationId(id);
        var invitation = await db.In<Invitation>(RegionScope.Of(region))
            .SingleOrDefaultAsync(i => i.RegionCode == region && i.Id == key, cancel);
        var right = invitation is not null
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Base64Url.DecodeFromChars(secretText)), invitation.TokenHash);
        return right && invitation!.IsOpenAt(clock.GetUtcNow().UtcDateTime) ? invitation : null;
    }
}
