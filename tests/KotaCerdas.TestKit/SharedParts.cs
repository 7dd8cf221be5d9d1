using System.Reflection;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KotaCerdas.TestKit;

/// <summary>
/// What is the same in every application of a process and takes most of a start to make: what the pages are and the texts. Tests start
/// hundreds of applications; the product starts one.
/// </summary>
internal static class SharedParts
{
    private static readonly Lock Lock = new();

    private static readonly MethodInfo Clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly PropertyInfo Kept =
        typeof(CompiledPageActionDescriptor).GetProperty("CacheEntry", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static IReadOnlyList<ActionDescriptor>? _pages;
    private static Texts? _texts;

    public static void Use(IServiceCollection services)
    {
        var texts = services.Single(s => s.ServiceType == typeof(Texts)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton(provider => TextsOf(provider, texts)));
        if (services.FirstOrDefault(s => s.ImplementationType == typeof(CompiledPageActionDescriptorProvider)) is { } pages)
        {
            services.Remove(pages);
            services.AddSingleton<IActionDescriptorProvider>(provider => new SharedPages(
                () => ActivatorUtilities.CreateInstance<CompiledPageActionDescriptorProvider>(provider)));
        }
    }

    private static Texts TextsOf(IServiceProvider provider, Func<IServiceProvider, object> make)
    {
        lock (Lock)
        {
            return _texts ??= (Texts)make(provider);
        }
    }

    private sealed class SharedPages(Func<IActionDescriptorProvider> make) : IActionDescriptorProvider
    {
        public int Order => -900;

        public void OnProvidersExecuting(ActionDescriptorProviderContext context)
        {
            lock (Lock)
            {
                if (_pages is null)
                {
                    var own = new ActionDescriptorProviderContext();
                    make().OnProvidersExecuting(own);
                    _pages = [.. own.Results];
                }
            }

            foreach (var page in _pages)
            {
                context.Results.Add(CopyOf(page));
            }
        }

        // An application keeps in it what it made for the page, filters with keys of its own among it.
        private static ActionDescriptor CopyOf(ActionDescriptor page)
        {
            var copy = (ActionDescriptor)Clone.Invoke(page, null)!;
            Kept.SetValue(copy, null);
            copy.Properties = new Dictionary<object, object?>(page.Properties);
            return copy;
        }

        public void OnProvidersExecuted(ActionDescriptorProviderContext context)
        {
        }
    }
}
