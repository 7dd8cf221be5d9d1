namespace KotaCerdas.Ui;

/// <summary>
/// Marks an officer's page on which one opens files that others sent: where no malware scanner is configured the frame says so there.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpensFilesAttribute : Attribute;
