using System.Globalization;
using System.Runtime.CompilerServices;

namespace Roundtable.Tests.Samples;

/// <summary>Tests compare texts as the program writes them, wherever they run.</summary>
internal static class InvariantCulture
{
    [ModuleInitializer]
    public static void Set()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
