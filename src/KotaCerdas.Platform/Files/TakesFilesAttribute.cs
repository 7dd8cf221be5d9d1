namespace KotaCerdas.Platform;

/// <summary>
/// Marks a page that reads files from the form as it came, so that a request to it may be large. A page that binds an
/// <c>IFormFile</c> needs no mark.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute : Attribute;
