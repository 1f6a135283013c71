using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Roundtable.Tests.Models.Http;

/// <summary>An authority that no system trusts, made for one test.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    private readonly X509Certificate2 _root;

    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=A test's own authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(_now.AddDays(-2), _now.AddDays(2));
    }

    public string Pem => _root.ExportCertificatePem();

    /// <summary>The certificate of a server.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="expired">Whether it ended yesterday.</param>
    public X509Certificate2 Issue(string host, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.Create(_root, _now.AddDays(-2), expired ? _now.AddDays(-1) : _now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _root.Dispose();
}
