using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>Reads the documents handed in with objections.</summary>
internal sealed class ObjectionFiles(KotaDb db, FileStore files)
{
    /// <summary>By objection, as far as the scope reaches.</summary>
    public async Task<ILookup<Guid, ObjectionFile>> OfAsync(RegionScope scope, List<Guid> objections, CancellationToken cancel) =>
        (await db.In<ObjectionFile>(scope).AsNoTracking().Where(f => objections.Contains(f.ObjectionId)).ToListAsync(cancel))
        .ToLookup(f => f.ObjectionId);

    /// <summary>The stored file of an objection to a call, or null where the scope does not reach it.</summary>
    public async Task<StoredFile?> FindAsync(RegionScope scope, CallId call, Guid objection, CancellationToken cancel)
    {
        var file = await (
            from o in db.In<Objection>(scope).AsNoTracking()
            join f in db.In<ObjectionFile>(scope).AsNoTracking() on o.Id equals f.ObjectionId
            where o.CallId == call && o.Id == objection
            select f).FirstOrDefaultAsync(cancel);
        return file is null ? null : await files.FindAsync(file.RegionCode, new FileId(file.FileId), cancel);
    }
}
