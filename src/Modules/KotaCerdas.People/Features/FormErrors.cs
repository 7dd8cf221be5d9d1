using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.People.Features;

/// <summary>What stands beside a field after a form was refused.</summary>
internal static class FormErrors
{
    /// <summary>The first problem of a field, or null.</summary>
    public static string? ErrorOf(this ModelStateDictionary state, string field) =>
        state.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}
