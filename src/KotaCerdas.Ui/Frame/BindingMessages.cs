using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Ui;

/// <summary>
/// What the framework says of a value that it cannot read, in the language of the person: "abc" where the address wants a number.
/// </summary>
internal sealed class BindingMessages(Texts texts) : IConfigureOptions<MvcOptions>
{
    private const int Most = 60;

    public void Configure(MvcOptions options)
    {
        // Pages say themselves what they miss; the framework's own "field is required" would be English and name a property.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => Invalid(value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(Invalid);
        messages.SetValueIsInvalidAccessor(Invalid);
        messages.SetValueMustNotBeNullAccessor(Invalid);
        messages.SetUnknownValueIsInvalidAccessor(_ => texts["Ui.Binding.Unreadable"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["Ui.Binding.Unreadable"]);
        messages.SetValueMustBeANumberAccessor(_ => texts["Ui.Binding.NotANumber"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["Ui.Binding.NotANumber"]);
        messages.SetMissingBindRequiredValueAccessor(_ => texts["Ui.Binding.Missing"]);
        messages.SetMissingKeyOrValueAccessor(() => texts["Ui.Binding.Missing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => texts["Ui.Binding.Missing"]);
    }

    private string Invalid(string? value) => string.IsNullOrWhiteSpace(value) ? texts["Ui.Binding.Missing"]
        : texts["Ui.Binding.Invalid", value.Length > Most ? value[..Most] + "…" : value];
}

/// <summary>A page whose address holds a value that cannot be read shows its default with the message, and answers 422.</summary>
internal sealed class UnreadAddress : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && context.Result is null or PageResult { StatusCode: null }
            && http.Response.StatusCode == StatusCodes.Status200OK
            && context.ModelState.Values.Any(e => e.Errors.Count > 0 && !string.IsNullOrEmpty(e.AttemptedValue)))
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }
}
