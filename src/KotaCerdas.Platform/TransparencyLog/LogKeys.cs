using System.Diagnostics.CodeAnalysis;
using KotaCerdas.Documents;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// The signing key of this installation's logs, made on first use. The seed is sealed with the key file of personal numbers, which never
/// enters the database.
/// </summary>
internal sealed class LogKeys(KotaDb db, PersonalNumbers secrets, IOptions<TransparencyLogOptions> options, TimeProvider clock)
{
    /// <summary>The key under which a region's log is checked, or null before anything was logged.</summary>
    public async Task<NoteKey?> FindAsync(RegionCode region, CancellationToken cancel) =>
        await RowAsync(cancel) is { } row ? new NoteKey(Origin(row, region), NoteKeyKind.Log, row.PublicKey) : null;

    /// <summary>Signs for a region's log.</summary>
    public async Task<NoteSigner> SignerAsync(RegionCode region, CancellationToken cancel)
    {
        var row = await RowAsync(cancel) ?? await MakeAsync(cancel);
        return new NoteSigner(Origin(row, region), NoteKeyKind.Log, Ed25519.Signer(Convert.FromHexString(secrets.Open(row.SealedSeed))));
    }

    private static string Origin(LogKeyRow row, RegionCode region) => $"{row.Name}/log/{region}/{row.Fingerprint}";

    private Task<LogKeyRow?> RowAsync(CancellationToken cancel) =>
        db.Shared<LogKeyRow>().AsNoTracking().OrderByDescending(k => k.Number).FirstOrDefaultAsync(cancel);

    private async Task<LogKeyRow> MakeAsync(CancellationToken cancel)
    {
        var seed = Ed25519.NewSeed();
        var publicKey = Ed25519.Signer(seed).PublicKey.ToArray();
        var row = new LogKeyRow
        {
            Number = 1,
            Fingerprint = Sha256.Hex(publicKey)[..8],
            Name = options.Value.Name,
            PublicKey = publicKey,
            SealedSeed = secrets.Seal(Convert.ToHexStringLower(seed)),
            StartedAt = clock.GetUtcNow().UtcDateTime,
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        if (await RowAsync(cancel) is { } other)
        {
            return other;
        }

        db.Add(row);
        await write.CommitAsync(cancel);
        return row;
    }
}
