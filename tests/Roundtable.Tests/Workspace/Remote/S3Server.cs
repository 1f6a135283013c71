using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Roundtable.Tests.Workspace.Remote;

/// <summary>An S3 server on this computer: s3rver, from npm, with one bucket.</summary>
public sealed class S3Server : IAsyncLifetime
{
    public const string Bucket = "corpus";
    private const string Version = "3.7.1";

    // The keys that s3rver knows.
    private const string Key = "S3RVER";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-s3-");
    private Process _process = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Endpoint { get; private set; } = "";

    /// <summary>Variables that lead a program to the server.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_S3"] = Endpoint,
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Key,
    };

    public AmazonS3Client Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Its place is kept between runs, as that of other packages.
        var node = Path.Combine(Path.GetTempPath(), "roundtable-s3rver-" + Version);
        if (!Directory.Exists(Path.Combine(node, "node_modules", "s3rver")))
        {
            Directory.CreateDirectory(node);
            using var install = Start(node, "npm", "install", "--no-audit", "--no-fund", "--silent", "s3rver@" + Version);
            await install.WaitForExitAsync(Cancellation);
            Assert.Equal(0, install.ExitCode);
        }

        var script = Path.Combine(node, "serve.js");
        await File.WriteAllTextAsync(script, $$"""
            const S3rver = require('s3rver');
            new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: process.argv[2], configureBuckets: [{ name: '{{Bucket}}' }] })
              .run().then(a => console.log(a.port));
            process.stdin.resume();
            process.stdin.on('end', () => process.exit());
            """, Cancellation);
        _process = Start(node, "node", "--openssl-legacy-provider", script, _folder.FullName);
        Endpoint = "http://127.0.0.1:" + await _process.StandardOutput.ReadLineAsync(Cancellation);
        Client = new AmazonS3Client(
            new BasicAWSCredentials(Key, Key),
            new AmazonS3Config
            {
                ServiceURL = Endpoint,
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            });
    }

    public async Task PutAsync(string key, string text) =>
        await Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = text, UseChunkEncoding = false }, Cancellation);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static Process Start(string folder, string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
}
