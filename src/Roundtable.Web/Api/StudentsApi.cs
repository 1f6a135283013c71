using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Web.Api;

/// <summary>Students over HTTP: those that were taught with the data directory and are still where they were. They are named by their versions.</summary>
public static class StudentsApi
{
    private static readonly ApiParameter _version = ApiParameter.Text("version", "The version of the student: the beginning of its digest.", 64);

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder students)
    {
        students.MapGet("", List)
            .Describe(new ApiOperation("listStudents", ApiTags.Sets) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("StudentList")], IsList = true })
            .WithSummary("The students that panels taught, newest first.");
        students.MapGet("/{version}", Show)
            .Describe(new ApiOperation("getStudent", ApiTags.Sets)
            {
                Path = [_version],
                Answers = [ApiAnswer.Json("Student")],
                Errors = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
            })
            .WithSummary("A student: its teachers, ruling and conditions, its test by class, learning curve, hand-over and imitation.");
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace) =>
        ListPage.Of(context.Request).Answer(context, StudentFolder.All(workspace.DataDirectory), s => s.Row());

    private static IResult Show(WorkspaceContext workspace, string version)
    {
        try
        {
            return Results.Text(Document.Line(StudentFolder.OfVersion(workspace.DataDirectory, version).Json()), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
