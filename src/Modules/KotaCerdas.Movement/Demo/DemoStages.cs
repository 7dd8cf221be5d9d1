using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>What the scenes of a season ask of the stage.</summary>
internal static class DemoStages
{
    /// <summary>The call as it stands now.</summary>
    public static Task<Call> CallAsync(this DemoStage stage, CallId id) =>
        stage.ReadAsync((KotaDb db) => db.Shared<Call>().AsNoTracking().SingleAsync(c => c.Id == id, stage.Cancel));
}
