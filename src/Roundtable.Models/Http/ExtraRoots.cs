using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Roundtable.Models.Http;

/// <summary>
/// Certificate authorities that are trusted besides the system's: those of a company whose proxy opens connections, or of a server of one's own.
/// Sets of the same certificates are equal.
/// </summary>
public sealed class ExtraRoots : IEquatable<ExtraRoots>
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _roots;
    private readonly string _thumbprints;

    private ExtraRoots(X509Certificate2Collection roots)
    {
        _roots = roots;
        _thumbprints = string.Join(' ', roots.Select(r => r.GetCertHashString(HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal));
    }

    /// <summary>Reads certificates in PEM.</summary>
    /// <param name="pem">One or more blocks of <c>BEGIN CERTIFICATE</c>; text around them is a comment.</param>
    /// <exception cref="CryptographicException">When there is none, or one of them is malformed.</exception>
    public static ExtraRoots Parse(string pem)
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPem(pem);
        return roots.Count > 0 ? new ExtraRoots(roots) : throw new CryptographicException("There is no certificate in PEM in it.");
    }

    /// <inheritdoc/>
    public bool Equals(ExtraRoots? other) => other is not null && _thumbprints == other._thumbprints;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExtraRoots);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_thumbprints);

    /// <summary>Whether a server is who it says it is: by the system's roots, else by these. A wrong name is never accepted.</summary>
    internal bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_roots);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as without these roots
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return own.Build(server);
    }
}
