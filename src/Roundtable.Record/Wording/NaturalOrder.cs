using System.Globalization;

namespace Roundtable.Record.Wording;

/// <summary>The order in which people look for names: numbers by their value (leaf 2 before leaf 10), letters without their case.</summary>
public static class NaturalOrder
{
    /// <summary>The comparison; texts that differ in case alone are equal to it.</summary>
    public static StringComparer Comparer { get; } =
        StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);
}
