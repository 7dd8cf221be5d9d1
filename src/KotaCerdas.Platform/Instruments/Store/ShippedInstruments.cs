namespace KotaCerdas.Platform.Instruments;

/// <summary>
/// Keeps the instruments that ship with the product as drafts, where the version is not known yet. Publishing them is a person's act.
/// </summary>
public sealed class ShippedInstruments(InstrumentStore store) : IPreparationStep
{
    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancel)
    {
        var folder = ShippedData.PathOf("instruments");
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var engine = InstrumentFile.LoadFolder(path).Value;
            if (await store.FindAsync(engine.Instrument.Code, engine.Instrument.Version, cancel) is null)
            {
                Check.That(!(await store.LoadDraftAsync(Actor.Platform("kotacerdas"), engine, cancel)).Failed);
            }
        }
    }
}
