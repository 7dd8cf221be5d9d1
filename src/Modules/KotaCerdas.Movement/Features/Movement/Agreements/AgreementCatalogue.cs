using System.Text.Json;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Whose account acts for a kind of party.</summary>
internal enum ActsAs
{
    National,
    Region,
    Account,
}

/// <summary>A kind of party, as data.</summary>
internal sealed record PartyKind(string Code, ActsAs ActsAs, string NameId, string NameEn);

/// <summary>The legal form between a region and another party, with what follows it and the rule it comes from.</summary>
internal sealed record Vehicle(string PartyA, string PartyB, string Form, string FollowedBy, string Citation, bool Certain);

/// <summary>Who is told once this share of an obligation's time has passed.</summary>
internal sealed record EscalationStep(int Percent, bool Owner, bool Head, bool OtherParty);

/// <summary>A party as a template has it. Where the kind is open, it lists the kinds that fit.</summary>
internal sealed record TemplateParty(string Kind, string Name, string Office)
{
    public IReadOnlyList<string> Kinds => Kind.Split(' ');
}

/// <summary>A clause as a template has it.</summary>
internal sealed record TemplateClause(string Code, string Heading, string Body);

/// <summary>A due rule as a template has it.</summary>
internal sealed record TemplateDue(string Kind, int Days = 0, string Unit = "calendar", int Months = 0, DateOnly? Date = null)
{
    public (DueKind Kind, int Days, DayUnit Unit) Rule => Kind switch
    {
        "after-signature" => (DueKind.AfterSignature, Days, Unit == "working" ? DayUnit.WorkingDay : DayUnit.CalendarDay),
        "after-signature-months" => (DueKind.MonthsAfterSignature, Months, DayUnit.CalendarDay),
        "date" => (DueKind.FixedDate, 0, DayUnit.CalendarDay),
        "yearly" => (DueKind.Yearly, 0, DayUnit.CalendarDay),
        _ => throw new BugException($"Unknown due rule {Kind}"),
    };
}

/// <summary>An obligation as a template has it; <paramref name="Party"/> is the party's number.</summary>
internal sealed record TemplateObligation(string Code, int Party, string Title, string Owner, TemplateDue Due, string Law);

/// <summary>A version of a template.</summary>
internal sealed record AgreementTemplate(
    string Code, int Version, string Vehicle, string Name, string Title, string Drafting, string Citation, int DurationMonths,
    string Renewal, IReadOnlyList<TemplateParty> Parties, IReadOnlyList<TemplateClause> Clauses,
    IReadOnlyList<TemplateObligation> Obligations);

/// <summary>What <c>data/agreements</c> says: kinds of parties, legal forms, templates, thresholds.</summary>
internal sealed class AgreementCatalogue
{
    private static readonly Lazy<AgreementCatalogue> Loaded = new(() => new(ShippedData.PathOf("agreements")));

    /// <summary>What a template leaves for the parties to write.</summary>
    public const string Blank = "(diisi)";

    private readonly Dictionary<string, string> _documents;
    private readonly HashSet<string> _changing;

    public AgreementCatalogue(string folder)
    {
        Kinds = [.. TableFile.Shipped(folder, "party-kinds")
            .Select(r => new PartyKind(r["code"], Enum.Parse<ActsAs>(r["acts_as"], ignoreCase: true), r["name_id"], r["name_en"]))];
        var names = TableFile.Shipped(folder, "vehicle-names").ToList();
        VehicleNames = names.ToDictionary(r => r["code"], r => (r["name_id"], r["name_en"]));
        _documents = names.Where(r => r["document"].Length > 0).ToDictionary(r => r["code"], r => r["document"]);
        _changing = [.. names.Where(r => r["changes_parent"] == "yes").Select(r => r["code"])];
        Vehicles = [.. TableFile.Shipped(folder, "vehicles").Select(r => new Vehicle(
            r["party_a"], r["party_b"], r["vehicle"], r["followed_by"], r["citation"], r["confidence"] != "uncertain"))];
        Steps = [.. TableFile.Shipped(folder, "escalation").Select(r => new EscalationStep(
            int.Parse(r["percent"]), r["owner"] == "yes", r["head"] == "yes", r["other_party"] == "yes")).OrderBy(s => s.Percent)];
        Templates = [.. Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Select(Read)
            .OrderBy(t => t.Name, StringComparer.Ordinal).ThenByDescending(t => t.Version)];
    }

    public static AgreementCatalogue Shipped => Loaded.Value;

    public IReadOnlyList<PartyKind> Kinds { get; }

    public IReadOnlyDictionary<string, (string Id, string En)> VehicleNames { get; }

    public IReadOnlyList<Vehicle> Vehicles { get; }

    public IReadOnlyList<EscalationStep> Steps { get; }

    /// <summary>Every version of every template.</summary>
    public IReadOnlyList<AgreementTemplate> Templates { get; }

    /// <summary>The newest version of each.</summary>
    public IEnumerable<AgreementTemplate> Newest => Templates.DistinctBy(t => t.Code);

    /// <summary>Templates of agreements that stand on their own or carry out, or take the place of, an earlier one.</summary>
    public IEnumerable<AgreementTemplate> Own => Newest.Where(t => !ChangesParent(t.Vehicle));

    /// <summary>The template of what changes an earlier agreement.</summary>
    public AgreementTemplate Addendum => Newest.First(t => ChangesParent(t.Vehicle));

    /// <summary>The template of the memorandum of a region with the ministry.</summary>
    public AgreementTemplate Memorandum => Own.First(
        t => t.Parties.Any(p => p.Kinds.Any(k => IsMemorandum(k, t.Vehicle))) && t.Parties.Any(p => p.Kinds.Contains("region")));

    /// <summary>True for the legal form that the law has for a region and the ministry.</summary>
    public bool IsMemorandum(string kind, string vehicle) =>
        Kind(kind)?.ActsAs == ActsAs.National && Vehicles.Any(v => v.PartyB == kind && v.Form == vehicle);

    public PartyKind? Kind(string code) => Kinds.FirstOrDefault(k => k.Code == code);

    public AgreementTemplate? Template(string code) => Newest.FirstOrDefault(t => t.Code == code);

    public AgreementTemplate? Template(string code, int version) => Templates.FirstOrDefault(t => t.Code == code && t.Version == version);

    public string NameOf(PartyKind kind) => Here(kind.NameId, kind.NameEn);

    public string VehicleName(string code) => VehicleNames.TryGetValue(code, out var name) ? Here(name.Id, name.En) : code;

    /// <summary>The kind of document that an agreement of this legal form is signed as, or null where it is signed on paper.</summary>
    public string? DocumentOf(string vehicle) => _documents.GetValueOrDefault(vehicle);

    /// <summary>True for the legal form that changes an earlier agreement, and only for it.</summary>
    public bool ChangesParent(string vehicle) => _changing.Contains(vehicle);

    /// <summary>The legal form of an agreement between a region and this kind of party.</summary>
    public Vehicle? VehicleWith(string kind) => Vehicles.FirstOrDefault(v => v.PartyB == kind);

    private static string Here(string indonesian, string english) =>
        Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture) ? english : indonesian;

    private static AgreementTemplate Read(string file) =>
        JsonSerializer.Deserialize<AgreementTemplate>(File.ReadAllText(file), JsonSerializerOptions.Web)
            ?? throw new BugException($"Empty template {file}");
}
