using Roundtable.Workspace.Access;

namespace Roundtable.Workspace.Gateway;

/// <summary>Decides whether a request may be forwarded, before anybody is asked.</summary>
public sealed class GatewayAdmission
{
    /// <summary>Decides. What it reserves is settled by what the admission says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops.</param>
    public ValueTask<Admission> AdmitAsync(GatewayRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(request.Caller.Role switch
        {
            >= Role.Asker => new Admission.Admitted(null),
            Role.Reader => new Admission.Refused(403, "role_insufficient", $"The role asker is required; the role of {request.Caller.Name} is reader."),
            _ => new Admission.Refused(
                401, "invalid_api_key", "Send a token of this gateway as the API key, or in x-roundtable-key; 'roundtable tokens add' creates one."),
        });
    }
}
