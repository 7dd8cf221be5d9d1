using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>
/// Links by which a taxpayer files the returns of one object without an account. Only a hash of the secret is kept; a new link takes the
/// place of the one before.
/// </summary>
internal sealed class ReturnLinks(KotaDb db, RegisterDesk desk)
{
    private const int SecretBytes = 20;
    private const int MonthsValid = 13;

    /// <summary>Makes a link; its path is shown once.</summary>
    public async Task<Outcome<string>> MakeAsync(RegionCode code, KindObjectId id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.File, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (!await db.In<KindObject>(RegionScope.Of(code)).AnyAsync(o => o.ObjectId == id, cancel))
        {
            return RegisterDesk.NotFound;
        }

        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        db.Add(new ReturnLink
        {
            RegionCode = code, ObjectId = id, Id = desk.NewId(), TokenHash = SHA256.HashData(secret),
            ExpiresOn = desk.Today(region.Value).AddMonths(MonthsValid), RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.ReturnLinkMade", new(code, "revenue.kind-object", id.ToString()));
        await write.CommitAsync(cancel);
        return $"/lapor/{code}/{Base64Url.EncodeToString(secret)}";
    }

    /// <summary>The region and object that a link opens, or null where it is wrong, expired or replaced.</summary>
    public async Task<(Region Region, KindObjectId Object)?> OpenAsync(string region, string token, CancellationToken cancel)
    {
        var secret = new byte[SecretBytes];
        if (!RegionCode.TryParse(region, out var code) || token.Length != Base64Url.GetEncodedLength(SecretBytes)
            || !Base64Url.TryDecodeFromChars(token, secret, out var written) || written != SecretBytes)
        {
            return null;
        }

        var hash = SHA256.HashData(secret);
        var found = await db.In<ReturnLink>(RegionScope.Of(code)).AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancel);
        var home = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancel);
        if (found is null || home is null || found.ExpiresOn < desk.Today(home))
        {
            return null;
        }

        var newest = await db.In<ReturnLink>(RegionScope.Of(code)).Where(l => l.ObjectId == found.ObjectId)
            .OrderByDescending(l => l.RecordedAt).ThenByDescending(l => l.Id).Select(l => l.Id).FirstAsync(cancel);
        return newest == found.Id ? (home, found.ObjectId) : null;
    }
}
