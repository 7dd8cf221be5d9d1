namespace KotaCerdas.Platform.Instruments.Formulas;

internal enum FunctionShape
{
    Numbers,
    If,
    Coalesce,
    Round,
    Band,
    Has,
    Weighted,
    Any,
}

/// <summary>A function of the language: name, signature as shown in errors, number of arguments.</summary>
internal sealed record Function(string Name, FunctionShape Shape, FormulaType Result, int Least, int Most, string Signature, int Step = 1);

/// <summary>The closed set of functions; each is total and none can call another formula.</summary>
internal static class Functions
{
    private const int Many = 500;

    private static readonly Function[] All =
    [
        new("if", FunctionShape.If, FormulaType.Any, 3, 3, "if(condition, then, else)"),
        new("min", FunctionShape.Numbers, FormulaType.Number, 1, Many, "min(a, b, …)"),
        new("max", FunctionShape.Numbers, FormulaType.Number, 1, Many, "max(a, b, …)"),
        new("sum", FunctionShape.Numbers, FormulaType.Number, 1, Many, "sum(a, b, …)"),
        new("mean", FunctionShape.Numbers, FormulaType.Number, 1, Many, "mean(a, b, …)"),
        new("count", FunctionShape.Any, FormulaType.Number, 1, Many, "count(a, b, …)"),
        new("weighted", FunctionShape.Weighted, FormulaType.Number, 2, Many, "weighted(a, 40, b, 60, …)", Step: 2),
        new("round", FunctionShape.Round, FormulaType.Number, 2, 2, "round(a, 2)"),
        new("band", FunctionShape.Band, FormulaType.Text, 2, 2, "band(a, \"SET\")"),
        new("coalesce", FunctionShape.Coalesce, FormulaType.Any, 2, Many, "coalesce(a, b, …)"),
        new("ismissing", FunctionShape.Any, FormulaType.Truth, 1, 1, "ismissing(a)"),
        new("has", FunctionShape.Has, FormulaType.Truth, 2, 2, "has(question, \"option\")"),
        new("total", FunctionShape.Any, FormulaType.Number, 0, 0, "total()"),
    ];

    public static Function? Find(string name) => Array.Find(All, f => f.Name == name);
}
