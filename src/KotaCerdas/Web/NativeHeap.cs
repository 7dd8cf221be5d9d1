using System.Runtime.InteropServices;

namespace KotaCerdas.Web;

/// <summary>
/// The C library's heap. glibc gives each thread a heap of its own, up to eight a processor, and keeps what was freed in each of them, the
/// more the larger the blocks were: some 20 MB in this process, which allocates little outside .NET (SQLite's pages, mainly). Two heaps
/// that give back what is free at their ends are enough.
/// </summary>
internal static class NativeHeap
{
    // M_ARENA_MAX and M_TRIM_THRESHOLD in malloc.h of glibc.
    private const int MostHeaps = -8;
    private const int KeptAtEnd = -1;
    private const int Two = 2;
    private const int KeptBytes = 128 * 1024;

    /// <summary>Bounds the heaps; to be called before threads are many. Does nothing where the C library is another one.</summary>
    public static void Bound()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MostHeaps, Two);
            _ = SetOption(KeptAtEnd, KeptBytes);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has one heap and no such call.
        }
    }

    /// <summary>Gives free pages in the middle of the heaps back as well; those at their ends go back by themselves.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = GiveBack(0);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl gives back what is free by itself.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GiveBack(nuint keptBytes);

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
