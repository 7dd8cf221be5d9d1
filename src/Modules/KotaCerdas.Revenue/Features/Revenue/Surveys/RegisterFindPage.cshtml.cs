using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>A building that is valued by hand.</summary>
internal sealed class FindBuildingForm
{
    public string? Value { get; set; }

    public string? Source { get; set; }
}

/// <summary>What the desk adds to a find, as it is typed.</summary>
internal sealed class RegisterFindForm
{
    public const string Known = "known";
    public const string New = "new";

    public string? Village { get; set; }

    public string? Block { get; set; }

    public DateFields ValidFrom { get; set; } = new();

    public string? OwnerIs { get; set; }

    public string? Owner { get; set; }

    public string? OwnerName { get; set; }

    public string? OwnerKind { get; set; }

    public string? OwnerAddress { get; set; }

    public string? OwnerNpwpd { get; set; }

    public string? LandZone { get; set; }

    public string? LandValue { get; set; }

    public string? LandValueSource { get; set; }

    public string? LandUse { get; set; } = "1";

    public bool TakesDeduction { get; set; }

    public string? Reason { get; set; }

    public List<FindBuildingForm> Buildings { get; set; } = [];

    /// <summary>What was typed, or what cannot be read.</summary>
    /// <param name="numbers">The buildings in the order of the form.</param>
    public Outcome<FindRegistration> Read(IReadOnlyList<int> numbers)
    {
        List<Problem> problems = [];
        var from = ValidFrom.Read("ValidFrom");
        problems.AddRange(from.Failed ? from.Problems : []);
        var land = string.IsNullOrWhiteSpace(LandValue) ? (long?)null
            : Typed.Whole(LandValue, "LandValue", problems, most: TaxObject.MostValue);
        var byHand = new Dictionary<int, (long, string)>();
        foreach (var (i, building) in Buildings.Take(numbers.Count).Index().Where(b => !string.IsNullOrWhiteSpace(b.Item.Value)))
        {
            var value = Typed.Whole(building.Value, $"Buildings[{i}].Value", problems, most: TaxObject.MostValue);
            byHand[numbers[i]] = (value, building.Source ?? string.Empty);
        }

        var input = new FindRegistration
        {
            Village = Village ?? string.Empty, Block = Block ?? string.Empty, Owner = Owner ?? string.Empty,
            NewOwner = OwnerIs == New ? Taxpayer() : null, ValidFrom = from.Failed ? default : from.Value,
            LandZone = LandZone ?? string.Empty, LandValue = land, LandValueSource = LandValueSource ?? string.Empty,
            LandUse = int.TryParse(LandUse, NumberStyles.None, CultureInfo.InvariantCulture, out var use) ? use : 0,
            TakesDeduction = TakesDeduction, Reason = Reason ?? string.Empty, ByHand = byHand,
        };
        return problems.Count > 0 ? problems : input;
    }

    private TaxpayerInput Taxpayer() => new()
    {
        Kind = Named.TryRead<TaxpayerKind>(OwnerKind, out var kind) ? kind : TaxpayerKind.Person,
        Name = OwnerName ?? string.Empty,
        Address = OwnerAddress ?? string.Empty, Npwpd = OwnerNpwpd ?? string.Empty, Reason = Reason ?? string.Empty,
    };
}

/// <summary>Registers a find: the desk checks kelurahan and block, says who owns it and how the land is valued.</summary>
[Needs(SurveyPermissions.DecideCode)]
internal sealed class RegisterFindPageModel(RegisterDesk desk, FindDesk finds, RegisterFind register, TaxpayerReading taxpayers)
    : FindDeskPage(desk, finds)
{
    private readonly Texts _texts = finds.Texts;

    [BindProperty]
    public RegisterFindForm Form { get; set; } = new();

    /// <summary>The buildings that were found.</summary>
    public IReadOnlyList<int> Numbers => [.. SurveyFacts.BuildingsOf(Row.Facts)];

    public IReadOnlyList<Choice> OwnerChoices =>
        [new(RegisterFindForm.Known, _texts["Revenue.Find.IsKnown"]), new(RegisterFindForm.New, _texts["Revenue.Find.IsNew"])];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: true, cancel) is { } closed)
        {
            return closed;
        }

        var facts = Row.Facts;
        var meant = facts["owner_npwpd"].Length > 0 ? facts["owner_npwpd"] : facts["owner"];
        var known = await taxpayers.MeantAsync(Code, meant, cancel);
        Form = new()
        {
            Village = facts["village"], Block = facts["block"],
            ValidFrom = DateFields.From(Region.Zone.DateAt(new DateTimeOffset(Row.Find.FoundAt, TimeSpan.Zero))),
            OwnerIs = known.Failed ? RegisterFindForm.New : RegisterFindForm.Known, Owner = known.Failed ? string.Empty : meant,
            OwnerName = facts["owner"], OwnerKind = facts["owner_kind"], OwnerAddress = facts["owner_address"],
            OwnerNpwpd = facts["owner_npwpd"], LandZone = facts["land_zone"],
        };
        return Fill();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: true, cancel) is { } closed)
        {
            return closed;
        }

        Fill();
        var input = Form.Read(Numbers);
        var done = input.Failed ? Outcome.Fail<Model.Nop>(input.Problems) : await register.RunAsync(Code, id, input.Value, cancel);
        return done.Failed ? this.Invalid(Tie(done.Problems.Select(AtField))) : this.SeeOther(Own);
    }

    /// <summary>A problem of a building stands at the field where its value can be given by hand.</summary>
    private Problem AtField(Problem problem)
    {
        const string source = "].ValueSource";
        var at = Numbers.ToList().FindIndex(n => problem.Field == $"Value{ObjectWords.Plain(n)}");
        return at >= 0 ? problem.On($"Buildings[{at}].Value")
            : problem.Field is { } field && field.EndsWith(source, StringComparison.Ordinal)
                ? problem.On(field.Replace(source, "].Source", StringComparison.Ordinal)) : problem;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Fill()
    {
        while (Form.Buildings.Count < Numbers.Count)
        {
            Form.Buildings.Add(new());
        }

        return Page();
    }
}
