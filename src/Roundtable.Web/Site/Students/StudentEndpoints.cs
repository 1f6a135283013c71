using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Terms.Uses;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Students.Folders;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Students;

/// <summary>The pages about students: each with its teachers, its ruling, its learning curve, its confusions and what handing over costs and gains.</summary>
public static class StudentEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/students").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet(
            "", (HttpContext context, WorkspaceContext workspace) => Page.Of<StudentsPage>(context, ("Students", StudentFolder.All(workspace.DataDirectory))));
        pages.MapGet("/{version}", ShowAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, string version, CancellationToken cancellation)
    {
        try
        {
            var student = StudentFolder.OfVersion(workspace.DataDirectory, version);

            // What was ruled when it was taught is on the record; the registry may know more by now.
            var access = await reader.OpenRegistryAsync(cancellation);
            var intent = Intents.Of(access, Use.Publish, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime), student.Report.As);
            return Page.Of<StudentPage>(
                context,
                ("Student", student),
                ("Chosen", student.HandOver()),
                ("Today", access.Judge.Rule("model:" + student.Report.Name, intent, cancellation)),
                ("Licence", student.Document(StudentFolder.LicenceName)));
        }
        catch (WorkspaceException e) when (e.Kind is ErrorKind.NotFound)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such student."), e.Message);
        }
        catch (WorkspaceException e)
        {
            return Page.Problem(context, StatusCodes.Status409Conflict, TLater("The student cannot be shown."), e.Message);
        }
    }
}
