using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui;

/// <summary>
/// Tells the framework of the properties of a page only where one is bound from a request. Otherwise it reads the attributes and the
/// metadata of every public property of every page, most of which only show something: two thirds of putting the pages together.
/// </summary>
internal sealed class BoundProperties(IPageApplicationModelPartsProvider inner) : IPageApplicationModelPartsProvider
{
    public static void Use(IServiceCollection services)
    {
        var usual = services.Last(s => s.ServiceType == typeof(IPageApplicationModelPartsProvider));
        services.Remove(usual);
        services.AddSingleton<IPageApplicationModelPartsProvider>(provider => new BoundProperties(
            (IPageApplicationModelPartsProvider)ActivatorUtilities.CreateInstance(provider, usual.ImplementationType!)));
    }

    public PageHandlerModel? CreateHandlerModel(MethodInfo method) => inner.CreateHandlerModel(method);

    public PageParameterModel CreateParameterModel(ParameterInfo parameter) => inner.CreateParameterModel(parameter);

    public PagePropertyModel CreatePropertyModel(PropertyInfo property) =>
        IsBound(property) ? inner.CreatePropertyModel(property) : null!; // a property without a model is left out

    /// <summary>Only what anybody may set can be bound; to read attributes is slow, so the others are not asked for theirs.</summary>
    private static bool IsBound(PropertyInfo property) => property.SetMethod is { IsPublic: true }
        && property.DeclaringType != typeof(ProductPage) && property.DeclaringType != typeof(PageBase)
        && (property.IsDefined(typeof(IBindingSourceMetadata), inherit: true)
            || property.ReflectedType!.IsDefined(typeof(BindPropertiesAttribute), inherit: true));

    public bool IsHandler(MethodInfo methodInfo) => inner.IsHandler(methodInfo);
}
