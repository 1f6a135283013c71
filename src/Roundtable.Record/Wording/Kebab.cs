using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Roundtable.Record.Wording;

/// <summary>Enumeration values by their names in kebab-case: <c>train-open</c>.</summary>
public static class Kebab
{
    /// <summary>The name of a value.</summary>
    /// <exception cref="KeyNotFoundException">The enumeration does not define the value.</exception>
    public static string Name<T>(T value)
        where T : struct, Enum => Cache<T>.Names.Of(Number(value));

    /// <summary>A name as it stands in a sentence: <c>at-limit</c> is "at limit"; what begins with "self" keeps its hyphen, as English has it.</summary>
    public static string Spaced(string name) => name.Replace('-', ' ').Replace("self ", "self-", StringComparison.Ordinal);

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => Cache<T>.Names.InOrder;

    /// <summary>The value of a name; letter case matters, numbers are not accepted.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        var known = Cache<T>.Names.TryParse(name, out var number);
        value = known ? Unsafe.As<long, T>(ref number) : default;
        return known;
    }

    /// <summary>The value's bits, without boxing it.</summary>
    private static long Number<T>(T value)
        where T : struct, Enum
    {
        long number = 0;
        Unsafe.As<long, T>(ref number) = value;
        return number;
    }

    private static class Cache<T>
        where T : struct, Enum
    {
        public static readonly EnumNames Names = new(typeof(T), Unsafe.SizeOf<T>());
    }

    /// <summary>
    /// The names of one enumeration. Not generic: .NET compiles generic code for each enumeration when the program runs, and dictionaries of a
    /// dozen enumerations were most of what a short command waited for.
    /// </summary>
    private sealed class EnumNames
    {
        private readonly long[] _values;
        private readonly string[] _names;

        /// <param name="type">The enumeration.</param>
        /// <param name="size">Bytes of a value; those above them are zero, as in <see cref="Number{T}"/>.</param>
        public EnumNames(Type type, int size)
        {
            // Both in the order of the values taken as unsigned numbers.
            var names = Enum.GetNames(type);
            var values = Enum.GetValuesAsUnderlyingType(type);
            _names = new string[names.Length];
            _values = new long[names.Length];
            for (var i = 0; i < names.Length; i++)
            {
                var value = values.GetValue(i)!;
                _names[i] = JsonNamingPolicy.KebabCaseLower.ConvertName(names[i]);
                var wide = value is ulong unsigned ? unchecked((long)unsigned) : Convert.ToInt64(value, null);
                _values[i] = wide & (size == sizeof(long) ? -1 : (1L << (8 * size)) - 1);
            }
        }

        public IReadOnlyList<string> InOrder => _names;

        public string Of(long value) =>
            Array.IndexOf(_values, value) is >= 0 and var at ? _names[at] : throw new KeyNotFoundException($"The enumeration does not define {value}.");

        public bool TryParse(string name, out long value)
        {
            var at = Array.IndexOf(_names, name);
            value = at >= 0 ? _values[at] : 0;
            return at >= 0;
        }
    }
}
