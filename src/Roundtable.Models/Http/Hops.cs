using System.Security.Cryptography;

namespace Roundtable.Models.Http;

/// <summary>
/// The header by which a call that comes back to where it started is recognised: each call out of this program names the program and those through which the
/// request behind it came. Names are random, and new with each start.
/// </summary>
public static class Hops
{
    /// <summary>Name of the header. Its value is a list of names separated by commas.</summary>
    public const string Header = "x-roundtable-hop";

    /// <summary>The most programs that a request may have come through.</summary>
    public const int Max = 8;

    private static readonly AsyncLocal<string?> _received = new();

    /// <summary>The name of this program.</summary>
    public static string Own { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The value for calls out of this program, on behalf of the request that is being answered.</summary>
    public static string Outgoing => Appended(_received.Value);

    /// <summary>The value for a call that hands a request on.</summary>
    /// <param name="received">The header's value on the request; null where it had none.</param>
    public static string Appended(string? received) => string.IsNullOrWhiteSpace(received) ? Own : $"{received},{Own}";

    /// <summary>Whether a request came through this program before, or through more than <see cref="Max"/>.</summary>
    /// <param name="received">The header's value on the request; null where it had none.</param>
    public static bool IsLoop(string? received)
    {
        var names = received?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return names.Length > Max || names.Contains(Own, StringComparer.Ordinal);
    }

    /// <summary>Remembers through which programs a request came, for the calls out of this one that are made while it is answered.</summary>
    /// <param name="received">The header's value on the request; null where it had none.</param>
    public static void Remember(string? received) => _received.Value = received;
}
