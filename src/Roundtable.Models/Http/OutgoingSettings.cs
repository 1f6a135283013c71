using System.Net;

namespace Roundtable.Models.Http;

/// <summary>How calls leave this computer. Settings that say the same are equal.</summary>
public sealed record OutgoingSettings
{
    private OutgoingSettings(string? address, string? bypass, ExtraRoots? roots)
    {
        (Address, Bypass, Roots) = (address, bypass, roots);
        Proxy = address is null ? null : new NamedProxy(new Uri(address), bypass);
    }

    /// <summary>The proxy that <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> name, or the system's; the system's roots of trust.</summary>
    public static OutgoingSettings Default { get; } = new(null, null, null);

    /// <summary>Roots that are trusted besides the system's; null for none.</summary>
    public ExtraRoots? Roots { get; }

    internal IWebProxy? Proxy { get; }

    private string? Address { get; }

    private string? Bypass { get; }

    /// <summary>Settings that go before those of the environment.</summary>
    /// <param name="proxy">The proxy's address, http or https, without user and password; null for the environment's or the system's.</param>
    /// <param name="bypass">Hosts that are reached without the proxy, as in <c>NO_PROXY</c>: names and ends of names with commas between them.</param>
    /// <param name="roots">Roots that are trusted besides the system's.</param>
    public static OutgoingSettings Create(Uri? proxy, string? bypass, ExtraRoots? roots) =>
        new(proxy?.AbsoluteUri, proxy is null || string.IsNullOrWhiteSpace(bypass) ? null : bypass, roots);

    /// <inheritdoc/>
    public bool Equals(OutgoingSettings? other) =>
        other is not null && Address == other.Address && Bypass == other.Bypass && Equals(Roots, other.Roots);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Bypass, Roots);

    /// <summary>One proxy for every host but those that are to be reached without it.</summary>
    private sealed class NamedProxy(Uri address, string? bypass) : IWebProxy
    {
        private readonly string[] _direct = bypass?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : address;

        public bool IsBypassed(Uri host) => Array.Exists(_direct, entry => entry == "*" || Names(entry, host.Host));

        private static bool Names(string entry, string host)
        {
            var name = entry.TrimStart('*').TrimStart('.');
            return name.Length > 0 && host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
        }
    }
}
