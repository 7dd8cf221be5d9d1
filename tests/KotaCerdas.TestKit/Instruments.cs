using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.TestKit;

/// <summary>Instruments that tests use.</summary>
public static class Instruments
{
    /// <summary>Publishes a loaded draft the way people do: try-out, then publication.</summary>
    public static async Task PublishInstrumentAsync(this TestDatabase database, string code, int version)
    {
        var officer = TestPeople.Office("ministry-officer");
        var tried = await database.WithAsync<InstrumentStore, Outcome<Evaluation>>(
            async s => await s.TryOutAsync(
                officer, code, version,
                SampleAnswers.Of(InstrumentStore.EngineOf((await s.FindAsync(code, version, default))!).Instrument), default));
        var published = await database.WithAsync<InstrumentStore, Outcome<InstrumentVersion>>(s =>
            s.PublishAsync(officer, code, version, default));
        if (tried.Failed || published.Failed)
        {
            var problem = tried.Problems.Concat(published.Problems).First();
            throw new InvalidOperationException($"{code} {version} was not published: {problem.Code}");
        }
    }
}
