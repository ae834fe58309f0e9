import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { DefaultViews } from '../saved/default-views';
import { SavedViewList } from '../saved/saved-view-list';
import { SavedViews } from '../saved/saved-views';
import type { SavedView, SavedViewList as ListView } from '../views.contract';
import { DefaultViewDto, NewViewDto, ViewingDto, ViewPatchDto } from './saved-view.dto';
import { ChangeableViewIdPipe, ViewIdPipe } from './view-id.pipe';

@ApiTags('saved views')
@Controller('v1/saved-views')
export class SavedViewsController {
  constructor(
    private readonly list: SavedViewList,
    private readonly views: SavedViews,
    private readonly defaults: DefaultViews,
  ) {}

  /** The built-in views, your own, and those that others share; the one that your log opens with is marked. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('saved_view_list.viewed')
  @ApiOkResponse({ description: 'All of them' })
  all(@Query() { tz }: ViewingDto): Promise<ListView> {
    return this.list.all(tz);
  }

  @Post()
  @RequirePermission('audit:read', { by: 'person' })
  @Audited('saved_view.created')
  create(@Body() dto: NewViewDto): Promise<SavedView> {
    return this.views.create(dto);
  }

  /** What your log opens with. */
  @Put('default')
  @RequirePermission('audit:read', { by: 'person' })
  @Audited('default_view.changed')
  choose(@Body() { id }: DefaultViewDto): Promise<SavedView> {
    return this.defaults.choose(id);
  }

  /** A view, and its `parameters` for `GET /v1/events` as of this moment. */
  @Get(':id')
  @RequirePermission('audit:read')
  @Audited('saved_view.viewed')
  @ApiOkResponse({ description: 'One view' })
  one(@Param('id', ViewIdPipe) id: string, @Query() { tz }: ViewingDto): Promise<SavedView> {
    return this.list.one(id, tz);
  }

  @Patch(':id')
  @RequirePermission('audit:read', { by: 'person' })
  @Audited('saved_view.updated')
  update(@Param('id', ChangeableViewIdPipe) id: string, @Body() dto: ViewPatchDto): Promise<SavedView> {
    return this.views.update(id, dto);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('audit:read', { by: 'person' })
  @Audited('saved_view.deleted')
  delete(@Param('id', ChangeableViewIdPipe) id: string): Promise<void> {
    return this.views.delete(id);
  }
}
