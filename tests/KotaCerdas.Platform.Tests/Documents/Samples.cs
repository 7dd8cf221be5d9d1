namespace KotaCerdas.Platform.Tests.Documents;

/// <summary>A request that fits a template, made from its fields.</summary>
internal static class Samples
{
    public static DocumentRequest Of(DocumentTemplate template, bool onlyNeeded = false, string? without = null) => new(
        Memoranda.PagarAlam, template.Kind, new Subject(Memoranda.PagarAlam, "test.thing", "1"), "Implementasi Gerakan Menuju Kota Cerdas",
        Data(template.Fields, onlyNeeded, without),
        [.. template.Signers.Where(s => !onlyNeeded || !s.Optional).Select(s => new DocumentSigner(s.Role, "Wali Kota Pagar Alam"))]);

    private static DocumentData Data(IReadOnlyList<TemplateField> fields, bool onlyNeeded, string? without)
    {
        var data = new DocumentData();
        foreach (var field in fields.Where(f => f.Name != without && !(onlyNeeded && (f.Optional || f.Default.Count > 0))))
        {
            _ = field.Type switch
            {
                FieldType.Number => data.Number(field.Name, 60),
                FieldType.Money => data.Money(field.Name, 1_500_000),
                FieldType.Date => data.Date(field.Name, new DateOnly(2026, 11, 22)),
                FieldType.List => data.List(field.Name, [Data(field.Fields, onlyNeeded, without), Data(field.Fields, onlyNeeded, without)]),
                _ => data.Text(field.Name, $"isi {field.Name}"),
            };
        }

        return data;
    }
}
