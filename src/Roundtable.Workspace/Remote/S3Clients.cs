using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Roundtable.Models.Http;

namespace Roundtable.Workspace.Remote;

/// <summary>Makes clients of S3 from the variables that other programs use, too.</summary>
internal static class S3Clients
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>
    /// A client. Credentials come from the SDK's own chain (variables, profiles, containers, instances), or from nowhere where <c>AWS_NO_SIGN_REQUEST</c> is
    /// set, for public buckets. <c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c> names another server, as MinIO, whose buckets are paths.
    /// </summary>
    public static AmazonS3Client Create(WorkspaceContext workspace, OutgoingSettings outgoing)
    {
        var region = workspace.Variable("AWS_REGION") ?? workspace.Variable("AWS_DEFAULT_REGION");
        var config = new AmazonS3Config
        {
            HttpClientFactory = new Clients(outgoing),

            // Parts of objects have no checksum of their own, and other servers send none.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        if ((workspace.Variable("AWS_ENDPOINT_URL_S3") ?? workspace.Variable("AWS_ENDPOINT_URL")) is { } endpoint)
        {
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint, true, region ?? DefaultRegion);
        }
        else if (region is not null || config.RegionEndpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? DefaultRegion);
        }

        return workspace.Variable("AWS_NO_SIGN_REQUEST")?.ToUpperInvariant() is "YES" or "TRUE" or "1"
            ? new AmazonS3Client(new AnonymousAWSCredentials(), config)
            : new AmazonS3Client(config);
    }

    /// <summary>Has the SDK's calls leave this computer as all others do.</summary>
    private sealed class Clients(OutgoingSettings outgoing) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => OutgoingHttp.Verbatim(outgoing);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }
}
